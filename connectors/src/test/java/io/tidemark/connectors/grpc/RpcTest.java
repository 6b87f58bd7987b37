package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.request.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class RpcTest {

    @Test
    void usageExample() {
        assertThat(TestingRpc.named("Insert").method()).contains(Method.INSERT);
        assertThat(TestingRpc.named("Search").name()).isEqualTo("Search");
    }

    @Test
    void theServiceIsTheOneMilvusPublishes() {
        assertThat(Rpc.SERVICE.getFullName()).isEqualTo("milvus.proto.milvus.MilvusService");
        assertThat(Rpc.all()).hasSameSizeAs(Rpc.SERVICE.getMethods());
    }

    @Test
    void whatTheJobServesIsServedAndNothingElse() {
        List<Method> served = Rpc.all().stream().flatMap(rpc -> rpc.method().stream()).toList();

        assertThat(served).doesNotHaveDuplicates();
        for (Method method : Method.values()) {
            boolean published = Rpc.SERVICE.findMethodByName(method.rpcName()) != null;
            assertThat(served.contains(method)).as("%s", method).isEqualTo(published);
        }
    }

    @Test
    void whatStreamsIsNotServed() {
        assertThat(TestingRpc.named("CreateReplicateStream").served()).isFalse();
        assertThat(TestingRpc.named("DumpMessages").served()).isFalse();
    }
}
