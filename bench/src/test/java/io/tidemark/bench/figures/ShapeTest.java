package io.tidemark.bench.figures;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.InsertRequest;
import org.junit.jupiter.api.Test;

class ShapeTest {

    @Test
    void usageExample() throws InvalidProtocolBufferException {
        Shape shape = new Shape(3, 16, 2);

        InsertRequest insert = InsertRequest.parseFrom(shape.bodies(0)[0]);

        assertThat(insert.getCollectionName()).isEqualTo(shape.create(0).getCollectionName());
        assertThat(insert.getNumRows()).isEqualTo(3);
        assertThat(insert.getFieldsDataList())
                .anyMatch(column -> column.getVectors().getFloatVector().getDataCount() == 3 * 16);
    }

    @Test
    void everyBodyIsAnother() {
        byte[][] bodies = new Shape(1, 16, 1).bodies(0);

        assertThat(bodies[0]).isNotEqualTo(bodies[1]);
    }

    @Test
    void aSingleRowIsOneMessageWhateverTheShards() {
        assertThat(new Shape(1, 16, 2).messages(10)).isEqualTo(10);
        assertThat(new Shape(100, 16, 2).messages(10)).isEqualTo(20);
    }
}
