package io.tidemark.meta;

import static io.tidemark.meta.TestingChanges.alias;
import static io.tidemark.meta.TestingChanges.created;
import static io.tidemark.meta.TestingChanges.dropped;
import static io.tidemark.meta.TestingChanges.partitionCreated;
import static io.tidemark.meta.TestingChanges.renamed;
import static io.tidemark.meta.TestingChanges.updated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.PartitionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import io.tidemark.request.RefusedException;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MetaTableTest {

    private static final long LATEST = 0;
    private static final long MAX_TIMESTAMP = -1L; // the largest unsigned number

    private final TestingMetaStore store = new TestingMetaStore();
    private final MetaTable table = new MetaTable(store);

    @Test
    void usageExample() {
        MetaTable table = new MetaTable(new HeapMetaStore());
        table.apply(created(10, 7, "films", 0, 1));
        table.apply(partitionCreated(10, 7, 8, "_default", 2));

        assertThat(table.collections().named("default", "films", LATEST))
                .map(CollectionMeta::getId)
                .contains(7L);
        assertThat(table.collections().named("default", "films", 9)).isEmpty();
        assertThat(table.partitions().named(7, "_default", 10))
                .map(PartitionMeta::getId)
                .contains(8L);
        assertThat(table.collections().partitionShards()).isEqualTo(2);
    }

    @Test
    void aReadSeesTheTableAsOfAndIncludingItsTimestamp() {
        MetaChange first = created(10, 7, "films");
        MetaChange second = updated(20, first);
        table.apply(first);
        table.apply(second);
        table.apply(dropped(30, second));

        for (var read : new long[][] {{10, 0}, {19, 0}, {20, 20}, {29, 20}}) {
            assertThat(table.collections().withId(7, read[0]).orElseThrow().getUpdateTimestamp())
                    .isEqualTo(read[1]);
            assertThat(table.collections().named("default", "films", read[0]))
                    .isEqualTo(table.collections().withId(7, read[0]));
            assertThat(table.collections().in("default", read[0])).hasSize(1);
        }
        for (long timestamp : new long[] {9, 30, 31, LATEST, MAX_TIMESTAMP}) {
            assertThat(table.collections().withId(7, timestamp)).isEmpty();
            assertThat(table.collections().named("default", "films", timestamp)).isEmpty();
            assertThat(table.collections().in("default", timestamp)).isEmpty();
        }
    }

    @Test
    void theLargestTimestampMeansTheLatest() {
        table.apply(created(10, 7, "films"));

        assertThat(table.collections().named("default", "films", MAX_TIMESTAMP)).isPresent();
    }

    @Test
    void anEmptyDatabaseNameMeansTheDefault() {
        table.apply(created(10, 7, "films"));

        assertThat(table.collections().named("", "films", LATEST)).isPresent();
        assertThat(table.collections().named("other", "films", LATEST)).isEmpty();
    }

    @Test
    void aNameUsedAgainFindsTheBearerOfItsTime() {
        MetaChange first = created(10, 7, "films");
        MetaChange second = created(30, 3, "films");
        table.apply(first);
        table.apply(dropped(20, first));
        table.apply(second);
        table.apply(dropped(40, second));

        assertThat(idAt(9)).isZero();
        assertThat(idAt(10)).isEqualTo(7);
        assertThat(idAt(19)).isEqualTo(7);
        assertThat(idAt(20)).isZero();
        assertThat(idAt(29)).isZero();
        assertThat(idAt(30)).isEqualTo(3);
        assertThat(idAt(40)).isZero();
    }

    @Test
    void aRenamedCollectionIsFoundByTheNameOfEachTime() {
        MetaChange first = created(10, 7, "films");
        MetaChange second = renamed(20, first, "movies");
        MetaChange other = created(30, 8, "films");
        MetaChange back = renamed(40, second, "pictures");
        table.apply(first);
        table.apply(second);
        table.apply(other);
        table.apply(back);

        assertThat(idAt(10)).isEqualTo(7);
        assertThat(idAt(20)).isZero();
        assertThat(idAt(29)).isZero();
        assertThat(idAt(30)).isEqualTo(8);
        assertThat(table.collections().named("", "movies", 19)).isEmpty();
        assertThat(table.collections().named("", "movies", 39)).contains(second.getCollection());
        assertThat(table.collections().named("", "movies", LATEST)).isEmpty();
        assertThat(table.collections().named("", "pictures", LATEST))
                .contains(back.getCollection());
    }

    @Test
    void aNameMayComeBackToItsFirstBearer() {
        MetaChange first = created(10, 7, "films");
        MetaChange second = renamed(20, first, "movies");
        MetaChange third = renamed(30, second, "films");
        table.apply(first);
        table.apply(second);
        table.apply(third);

        assertThat(idAt(19)).isEqualTo(7);
        assertThat(idAt(25)).isZero();
        assertThat(idAt(30)).isEqualTo(7);
        table.expireBefore(25);
        assertThat(idAt(25)).isZero();
        assertThat(idAt(30)).isEqualTo(7);
        table.expireBefore(30);
        assertThat(table.changes()).containsExactly(third);
        assertThat(store.content()).doesNotContainKey("collection-name/default/movies");
    }

    @Test
    void aCollectionAndAnAliasShareOneNameSpace() {
        table.apply(created(10, 7, "films"));
        table.apply(alias(20, 9, "best", 7));

        assertThat(table.collections().named("", "best", LATEST))
                .map(CollectionMeta::getId)
                .contains(7L);
        assertThat(table.aliases().named("", "films", LATEST)).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(created(30, 10, "best")))
                .withMessageContaining("one bearer at a time");
    }

    @Test
    void anAliasIsListedWithTheCollectionItMeantAtEachTime() {
        table.apply(created(10, 7, "films"));
        table.apply(created(10, 8, "actors"));
        table.apply(alias(20, 9, "best", 7));
        table.apply(alias(30, 9, "best", 8));

        assertThat(table.aliases().of(7, 29)).hasSize(1);
        assertThat(table.aliases().of(7, 30)).isEmpty();
        assertThat(table.aliases().of(8, 29)).isEmpty();
        assertThat(table.aliases().of(8, 30)).hasSize(1);
        table.expireBefore(30);
        assertThat(store.content()).doesNotContainKey("alias-ids/7").containsKey("alias-ids/8");
    }

    @Test
    void theDefaultDatabaseIsThereWithoutAnEntry() {
        assertThat(table.databases().named("", LATEST).orElseThrow().getName())
                .isEqualTo("default");
        assertThat(table.databases().list(LATEST)).hasSize(1);
        assertThat(store.content()).isEmpty();
    }

    @Test
    void droppingIdOneLeavesIdTen() {
        MetaChange one = created(10, 1, "one");
        MetaChange onePartition = partitionCreated(10, 1, 10, "_default");
        table.apply(one);
        table.apply(onePartition);
        table.apply(created(11, 10, "ten"));
        table.apply(partitionCreated(11, 10, 1, "_default"));
        table.apply(dropped(20, one));
        table.apply(dropped(20, onePartition));
        table.expireBefore(20);

        assertThat(table.collections().withId(10, LATEST)).isPresent();
        assertThat(table.partitions().of(10, LATEST)).hasSize(1);
        assertThat(table.partitions().named(10, "_default", LATEST)).isPresent();
        assertThat(table.partitions().of(1, 15)).isEmpty();
        assertThat(table.changes()).hasSize(2);
    }

    @Test
    void listsAreSortedByIdAsNumbers() {
        for (long id : new long[] {10, 9, 100, 1}) {
            table.apply(created(10, id, "c" + id, 0));
        }
        for (long id : new long[] {20, 3, 100}) {
            table.apply(partitionCreated(10, 9, id, "p" + id));
        }

        assertThat(table.collections().in("default", LATEST))
                .extracting(CollectionMeta::getId)
                .containsExactly(1L, 9L, 10L, 100L);
        assertThat(table.partitions().of(9, LATEST))
                .extracting(PartitionMeta::getId)
                .containsExactly(3L, 20L, 100L);
    }

    @Test
    void retentionForgetsWhatReadsFromItOnCannotSee() {
        MetaChange first = created(10, 7, "films", 0);
        MetaChange second = updated(20, first);
        table.apply(first);
        table.apply(second);
        table.apply(dropped(30, second));

        table.expireBefore(19);
        assertThat(table.changes()).hasSize(3);
        table.expireBefore(20);
        assertThat(table.changes()).containsExactly(second, dropped(30, second));
        assertThat(table.collections().withId(7, 20)).isPresent();
        table.expireBefore(29);
        assertThat(table.changes()).hasSize(2);
        table.expireBefore(30);
        assertThat(store.content()).isEmpty();
    }

    @Test
    void retentionOfAnOldBearerKeepsTheNewOne() {
        MetaChange first = created(10, 7, "films");
        table.apply(first);
        table.apply(dropped(20, first));
        table.apply(created(30, 8, "films"));

        table.expireBefore(25);

        assertThat(idAt(15)).isZero();
        assertThat(idAt(30)).isEqualTo(8);
    }

    @Test
    void theCostOfRetentionIsThatOfWhatItForgets() {
        for (int id = 1; id <= 1_000; id++) {
            table.apply(created(id, id, "c" + id, 0));
        }
        table.apply(dropped(2_000, created(1, 1, "c1", 0)));
        store.takeTouched();

        table.expireBefore(1_999);
        assertThat(store.takeTouched()).isLessThan(5);
        table.expireBefore(2_000);
        assertThat(store.takeTouched()).isLessThan(20);
    }

    @Test
    void aLookupTakesTheSameKeysInASmallAndALargeTable() {
        int[] sizes = {100, 100_000};
        int[] byName = new int[2];
        int[] byId = new int[2];
        int[] byPartition = new int[2];
        int[] perChange = new int[2];
        int id = 0;
        for (int i = 0; i < sizes.length; i++) {
            while (id < sizes[i]) {
                id++;
                store.takeTouched();
                table.apply(created(id, id, "c" + id, id % 16));
                perChange[i] = store.takeTouched();
            }
            table.apply(partitionCreated(id, id, 1, "_default"));
            store.takeTouched();
            assertThat(table.collections().named("default", "c50", LATEST)).isPresent();
            byName[i] = store.takeTouched();
            assertThat(table.collections().withId(50, LATEST)).isPresent();
            byId[i] = store.takeTouched();
            assertThat(table.partitions().named(id, "_default", LATEST)).isPresent();
            byPartition[i] = store.takeTouched();
        }

        assertThat(byName).containsExactly(1, 1);
        assertThat(byId).containsExactly(1, 1);
        assertThat(byPartition).containsExactly(1, 1);
        assertThat(perChange[1]).isEqualTo(perChange[0]);
    }

    @Test
    void channelsAreTheLeastReferencedThenTheLeastUsedThenTheLowest() throws RefusedException {
        assertThat(table.collections().chooseChannels(2, 4)).containsExactly(0, 1);
        MetaChange first = created(10, 1, "a", 0, 1);
        table.apply(first);
        assertThat(table.collections().chooseChannels(3, 4)).containsExactly(2, 3, 0);
        table.apply(dropped(20, first));
        // No channel is referenced; 0 and 1 were used.
        assertThat(table.collections().chooseChannels(3, 4)).containsExactly(2, 3, 0);
        table.expireBefore(20);
        assertThat(table.collections().chooseChannels(3, 4)).containsExactly(0, 1, 2);
    }

    @Test
    void moreShardsThanChannelsAreRefused() {
        assertThatThrownBy(() -> table.collections().chooseChannels(5, 4))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusal())
                                        .isEqualTo(
                                                new Refusal(
                                                        ErrorKind.INVALID_PARAMETER,
                                                        "no enough channels, want: 5, got: 4")));
    }

    @Test
    void sumsFollowCollectionsAndPartitions() {
        MetaChange collection = created(10, 7, "films", 0, 1, 2);
        MetaChange partition = partitionCreated(11, 7, 9, "p", 3);
        table.apply(collection);
        table.apply(partitionCreated(10, 7, 8, "_default", 3));
        table.apply(partition);
        table.apply(updated(12, collection));
        assertThat(table.collections().count()).isEqualTo(1);
        assertThat(table.collections().partitionShards()).isEqualTo(6);

        table.apply(dropped(20, partition));
        assertThat(table.collections().partitionShards()).isEqualTo(3);
        table.apply(dropped(30, updated(12, collection)));
        table.apply(dropped(30, partitionCreated(10, 7, 8, "_default", 3)));
        assertThat(table.collections().count()).isZero();
        assertThat(table.collections().partitionShards()).isZero();
    }

    @Test
    void aReplayMayMeetPartitionsBeforeTheFirstRetainedVersionOfTheirCollection() {
        MetaChange first = created(10, 7, "films", 0, 1);
        table.apply(first);
        table.apply(partitionCreated(10, 7, 8, "_default", 2));
        table.apply(updated(20, first));
        table.expireBefore(20);
        TestingMetaStore replayed = new TestingMetaStore();
        MetaTable copy = new MetaTable(replayed);

        table.changes().forEach(copy::apply);

        assertThat(copy.collections().partitionShards()).isEqualTo(2);
        assertThat(replayed.content()).isEqualTo(store.content());
    }

    @Test
    void aChangeAppliedTwiceIsAppliedOnce() {
        MetaChange first = created(10, 7, "films", 0);
        table.apply(first);
        table.apply(dropped(20, first));
        var before = new TreeMap<>(store.content());

        table.changes().forEach(table::apply);

        assertThat(store.content()).isEqualTo(before);
    }

    @Test
    void brokenHistoriesAreRefused() {
        MetaChange first = created(10, 7, "films", 0);
        MetaChange other = created(30, 8, "other", 0);
        table.apply(first);
        table.apply(other);
        table.apply(dropped(40, other));

        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(MetaChange.getDefaultInstance()))
                .withMessageContaining("must carry an entry");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(created(50, 9, "films")))
                .withMessageContaining("one bearer at a time");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(dropped(50, other)))
                .withMessageContaining("must exist");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(created(50, 8, "other")))
                .withMessageContaining("must exist");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(dropped(50, created(50, 11, "never"))))
                .withMessageContaining("must exist");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(updated(10, first)))
                .withMessageContaining("expected a later change");
        assertThatIllegalStateException()
                .isThrownBy(() -> table.apply(dropped(39, first)))
                .withMessageContaining("timestamp order");
    }

    private long idAt(long timestamp) {
        return table.collections()
                .named("default", "films", timestamp)
                .map(CollectionMeta::getId)
                .orElse(0L);
    }
}
