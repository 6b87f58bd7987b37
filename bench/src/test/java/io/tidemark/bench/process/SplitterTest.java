package io.tidemark.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.CreateCollectionRequest;
import io.tidemark.jobs.cli.RandomRows;
import io.tidemark.jobs.cli.SampleCollection;
import io.tidemark.schema.SchemaCompletion;
import io.tidemark.wal.WalOutput;
import java.util.ArrayList;
import java.util.List;
import milvus.proto.msg.Msg;
import org.junit.jupiter.api.Test;

class SplitterTest {

    private static final CreateCollectionRequest CREATE = SampleCollection.create("books", 4, 2);

    private static byte[] insert(int rows) throws Exception {
        CollectionSchema schema =
                SchemaCompletion.complete(CollectionSchema.parseFrom(CREATE.getSchema()), "books");
        return new RandomRows("books", schema, 1).next(rows).toByteArray();
    }

    @Test
    void usageExample() throws Exception {
        Splitter splitter = new Splitter(16);
        splitter.create(CREATE);
        List<WalOutput.Message> messages = new ArrayList<>();

        splitter.split(0, 0, 1_700_000_000_000L, insert(100), messages::add);

        assertThat(messages).hasSize(2);
        assertThat(messages.get(0).channel()).isNotEqualTo(messages.get(1).channel());
        long rows = 0;
        for (WalOutput.Message message : messages) {
            rows += Msg.InsertRequest.parseFrom(message.body()).getNumRows();
        }
        assertThat(rows).isEqualTo(100);
    }

    @Test
    void anInsertIntoNoCollectionIsAFaultOfTheLoad() {
        Splitter splitter = new Splitter(16);

        assertThatThrownBy(() -> splitter.split(0, 0, 1_700_000_000_000L, insert(1), message -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("books");
    }
}
