package io.tidemark.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.milvus.grpc.InsertRequest;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestMixTest {

    private static final int PARTITIONS = 3;

    @Test
    void usageExample() {
        RequestMix mix = mix(7);

        assertThat(mix.first())
                .hasSize(4 * (1 + 3) + 1)
                .extracting(Draft::method)
                .containsOnly(
                        Method.CREATE_COLLECTION, Method.CREATE_PARTITION, Method.CREATE_ALIAS);
        assertThat(mix(7).first())
                .allSatisfy(draft -> assertThat(draft.topic()).isEqualTo("definitions"));
        List<Draft> drafts = drafts(mix, 2_000);
        Set<Method> methods = new HashSet<>();
        Set<Integer> partitions = new HashSet<>();
        for (Draft draft : drafts) {
            methods.add(draft.method());
            if (draft.method() == Method.INSERT) {
                assertThat(draft.topic()).isEqualTo("requests");
                partitions.add(draft.partition());
            }
        }
        assertThat(methods)
                .containsExactlyInAnyOrder(
                        Method.INSERT,
                        Method.CREATE_COLLECTION,
                        Method.DROP_COLLECTION,
                        Method.HAS_COLLECTION,
                        Method.DESCRIBE_COLLECTION,
                        Method.CREATE_PARTITION,
                        Method.DROP_PARTITION,
                        Method.HAS_PARTITION,
                        Method.CREATE_INDEX,
                        Method.DROP_INDEX,
                        Method.FLUSH,
                        Method.ALTER_ALIAS);
        assertThat(partitions).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void theSameSeedSendsTheSameAndAnotherDoesNot() {
        assertThat(values(mix(7))).isEqualTo(values(mix(7)));
        assertThat(values(mix(8))).isNotEqualTo(values(mix(7)));
    }

    @Test
    void someInsertsCarryTheNewestTimestampAsAToken() throws Exception {
        int tokens = 0;
        int generated = 0;
        for (Draft draft : drafts(mix(7), 500)) {
            if (draft.method() == Method.INSERT) {
                InsertRequest insert = InsertRequest.parseFrom(draft.value());
                assertThat(insert.getNumRows()).isEqualTo(draft.rows());
                assertThat(insert.getBase().getTimestamp()).isIn(0L, 4711L);
                tokens += insert.getBase().getTimestamp() == 4711 ? 1 : 0;
                generated += insert.getFieldsData(0).getFieldName().equals("vector") ? 1 : 0;
            }
        }
        assertThat(tokens).isPositive();
        assertThat(generated).as("inserts that leave their keys to be generated").isPositive();
    }

    @Test
    void someInsertsNameAnAliasAndSomeAPartition() throws Exception {
        int aliases = 0;
        int partitions = 0;
        for (Draft draft : drafts(mix(7), 500)) {
            if (draft.method() == Method.INSERT) {
                InsertRequest insert = InsertRequest.parseFrom(draft.value());
                boolean alias = insert.getCollectionName().equals("a_alias");
                aliases += alias ? 1 : 0;
                partitions += insert.getPartitionName().isEmpty() ? 0 : 1;
                assertThat(alias && insert.getFieldsData(0).getFieldName().equals("vector"))
                        .as("the alias never means a collection with generated keys")
                        .isFalse();
            }
        }
        assertThat(aliases).isPositive();
        assertThat(partitions).isPositive();
    }

    private static RequestMix mix(long seed) {
        LoadPlan plan = LoadPlan.of("127.0.0.1:9092", "a", seed);
        return new RequestMix(plan, new LoadCollections(plan), PARTITIONS, () -> 4711);
    }

    private static List<Draft> drafts(RequestMix mix, int count) {
        List<Draft> drafts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            drafts.add(mix.next());
        }
        return drafts;
    }

    private static List<Long> values(RequestMix mix) {
        return IntStream.range(0, 50).mapToObj(i -> Fingerprint.of(mix.next().value())).toList();
    }
}
