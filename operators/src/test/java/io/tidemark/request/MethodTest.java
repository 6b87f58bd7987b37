package io.tidemark.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.MsgType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MethodTest {

    @Test
    void usageExample() {
        assertThat(Method.named("CreateAlias")).contains(Method.CREATE_ALIAS);
        assertThat(Method.named("/milvus.proto.milvus.MilvusService/CreateAlias"))
                .contains(Method.CREATE_ALIAS);
        assertThat(Method.ofNumber(MsgType.CreateAlias_VALUE)).contains(Method.CREATE_ALIAS);
    }

    @Test
    void eachMethodIsFoundByEachOfItsNames() {
        for (Method method : Method.values()) {
            assertThat(Method.named(method.rpcName())).contains(method);
            assertThat(Method.named(method.fullName())).contains(method);
            assertThat(Method.ofNumber(method.number())).contains(method);
        }
        assertThat(Method.INVALIDATE_COLLECTION_META_CACHE.rpcName())
                .isEqualTo("InvalidateCollectionMetaCache");
        assertThat(Method.INVALIDATE_COLLECTION_META_CACHE.fullName())
                .isEqualTo("milvus.proto.proxy.InvalidateCollMetaCacheRequest");
    }

    @Test
    void aMessageWithoutATypeTellsNoMethod() {
        assertThat(Method.ofNumber(MsgType.Undefined_VALUE)).isEmpty();
    }

    @Test
    void numbersAreMilvusTypesOrBeyondThem() {
        assertThat(
                        Arrays.stream(Method.values())
                                .map(Method::number)
                                .filter(number -> MsgType.forNumber(number) == null))
                .containsExactlyInAnyOrder(
                        1_000_001, 1_000_002, 1_000_003, 1_000_004, 1_000_005, 1_000_006, 1_000_101,
                        1_000_102, 1_000_103, 1_000_104, 1_000_105, 1_000_201, 1_000_202, 1_000_203,
                        1_000_204, 1_000_205, 1_000_206, 1_000_207);
    }
}
