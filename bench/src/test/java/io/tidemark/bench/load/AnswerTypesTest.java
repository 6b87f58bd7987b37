package io.tidemark.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.Status;
import io.tidemark.request.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnswerTypesTest {

    @Test
    void usageExample() throws Exception {
        assertThat(AnswerTypes.statusField("milvus.proto.milvus.LoadCollectionRequest"))
                .isEqualTo(AnswerTypes.ITSELF);
        assertThat(AnswerTypes.statusField("milvus.proto.milvus.HasCollectionRequest"))
                .isEqualTo(1);
        assertThat(AnswerTypes.statusField("milvus.proto.milvus.GetComponentStatesRequest"))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource
    void everyMethodThatIsServedIsKnown(Method method) throws Exception {
        int field = AnswerTypes.statusField(method.fullName());

        FieldDescriptor status =
                method.responsePrototype().getDescriptorForType().findFieldByNumber(field);
        if (field == AnswerTypes.ITSELF) {
            assertThat(method.responsePrototype()).isInstanceOf(Status.class);
        } else {
            assertThat(status.getMessageType()).isEqualTo(Status.getDescriptor());
        }
    }

    @Test
    void whatNobodyAnswersIsNamed() {
        assertThatThrownBy(() -> AnswerTypes.statusField("milvus.proto.milvus.NoRequest"))
                .isInstanceOf(InvalidProtocolBufferException.class)
                .hasMessageContaining("milvus.proto.milvus.NoRequest");
    }
}
