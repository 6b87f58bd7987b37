package io.tidemark.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.milvus.v2.client.MilvusClientV2;
import io.milvus.v2.service.collection.request.CreateCollectionReq;
import io.milvus.v2.service.collection.request.DescribeCollectionReq;
import io.milvus.v2.service.collection.request.DropCollectionReq;
import io.milvus.v2.service.collection.request.GetCollectionStatsReq;
import io.milvus.v2.service.database.request.CreateDatabaseReq;
import io.milvus.v2.service.database.request.DropDatabaseReq;
import io.milvus.v2.service.partition.request.CreatePartitionReq;
import io.milvus.v2.service.partition.request.GetPartitionStatsReq;
import io.milvus.v2.service.utility.request.FlushReq;
import io.milvus.v2.service.utility.request.GetPersistentSegmentInfoReq;
import io.milvus.v2.service.utility.request.GetQuerySegmentInfoReq;
import io.milvus.v2.service.utility.response.GetPersistentSegmentInfoResp.PersistentSegmentInfo;
import io.milvus.v2.service.utility.response.GetQuerySegmentInfoResp.QuerySegmentInfo;
import io.milvus.v2.service.vector.request.InsertReq;
import java.util.ArrayList;
import java.util.List;

/** Rows of several connections, counted and found in segments by another one. */
final class SegmentStory {

    private static final String LEDGER = "ledger";
    private static final int ROWS = 6;

    private SegmentStory() {}

    static void tell(List<MilvusClientV2> writers, MilvusClientV2 reader) {
        reader.createCollection(
                CreateCollectionReq.builder().collectionName(LEDGER).dimension(2).build());
        reader.createPartition(
                CreatePartitionReq.builder().collectionName(LEDGER).partitionName("march").build());
        for (MilvusClientV2 writer : writers) {
            insert(writer, "default", "_default", ROWS);
            insert(writer, "default", "march", 1);
        }
        long all = writers.size() * (ROWS + 1L);

        assertThat(rows(reader, "default")).isEqualTo(all);
        assertThat(
                        reader.getPartitionStats(
                                        GetPartitionStatsReq.builder()
                                                .collectionName(LEDGER)
                                                .partitionName("march")
                                                .build())
                                .getNumOfEntities())
                .isEqualTo(writers.size());
        assertThat(persistent(reader)).as("nothing is sealed yet").isEmpty();
        reader.flush(FlushReq.builder().collectionNames(List.of(LEDGER)).build());
        insert(reader, "default", "march", 1);
        assertSegments(reader, all);
        reader.dropCollection(DropCollectionReq.builder().collectionName(LEDGER).build());
    }

    /** Before the last row all was sealed; nobody has reported anything as flushed. */
    private static void assertSegments(MilvusClientV2 reader, long sealed) {
        long collection =
                reader.describeCollection(
                                DescribeCollectionReq.builder().collectionName(LEDGER).build())
                        .getCollectionID();
        List<PersistentSegmentInfo> persistent = persistent(reader);
        assertThat(persistent.stream().mapToLong(PersistentSegmentInfo::getNumOfRows).sum())
                .isEqualTo(sealed);
        assertThat(persistent)
                .allMatch(segment -> segment.getCollectionID() == collection)
                .allMatch(segment -> segment.getState().equals("Sealed"));
        assertThat(persistent)
                .extracting(PersistentSegmentInfo::getSegmentID)
                .doesNotHaveDuplicates();
        assertThat(persistent.stream().map(PersistentSegmentInfo::getPartitionID).distinct())
                .as("partitions")
                .hasSize(2);

        List<QuerySegmentInfo> queried =
                reader.getQuerySegmentInfo(
                                GetQuerySegmentInfoReq.builder().collectionName(LEDGER).build())
                        .getSegmentInfos();
        assertThat(queried.stream().mapToLong(QuerySegmentInfo::getNumOfRows).sum())
                .isEqualTo(sealed + 1);
        assertThat(queried).allMatch(segment -> segment.getMemSize() > 0);
        assertThat(queried)
                .filteredOn(segment -> segment.getState().equals("Growing"))
                .extracting(QuerySegmentInfo::getNumOfRows)
                .containsExactly(1L);
    }

    /** What a connection did in one database, it finds there and not in the other. */
    static void tellOfTwoDatabases(MilvusClientV2 client) {
        for (String database : List.of("north", "south")) {
            client.createDatabase(CreateDatabaseReq.builder().databaseName(database).build());
            client.createCollection(
                    CreateCollectionReq.builder()
                            .databaseName(database)
                            .collectionName(LEDGER)
                            .dimension(2)
                            .build());
        }
        for (int turn = 1; turn <= 3; turn++) {
            insert(client, "north", "_default", 2);
            assertThat(rows(client, "north")).isEqualTo(2L * turn);
            insert(client, "south", "_default", 1);
            assertThat(rows(client, "south")).isEqualTo(turn);
            assertThat(rows(client, "north")).isEqualTo(2L * turn);
        }
        for (String database : List.of("north", "south")) {
            client.dropCollection(
                    DropCollectionReq.builder()
                            .databaseName(database)
                            .collectionName(LEDGER)
                            .build());
            client.dropDatabase(DropDatabaseReq.builder().databaseName(database).build());
        }
    }

    private static void insert(
            MilvusClientV2 writer, String database, String partition, int count) {
        List<JsonObject> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            JsonObject row = new JsonObject();
            row.addProperty("id", (long) i);
            row.add("vector", new Gson().toJsonTree(List.of(.1f, i + .2f)));
            rows.add(row);
        }
        assertThat(
                        writer.insert(
                                        InsertReq.builder()
                                                .databaseName(database)
                                                .collectionName(LEDGER)
                                                .partitionName(partition)
                                                .data(rows)
                                                .build())
                                .getInsertCnt())
                .isEqualTo(count);
    }

    private static long rows(MilvusClientV2 client, String database) {
        return client.getCollectionStats(
                        GetCollectionStatsReq.builder()
                                .databaseName(database)
                                .collectionName(LEDGER)
                                .build())
                .getNumOfEntities();
    }

    private static List<PersistentSegmentInfo> persistent(MilvusClientV2 client) {
        return client.getPersistentSegmentInfo(
                        GetPersistentSegmentInfoReq.builder().collectionName(LEDGER).build())
                .getSegmentInfos();
    }
}
