package io.tidemark.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.AlterCollectionRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.CreatePartitionRequest;
import io.milvus.grpc.KeyValuePair;
import io.tidemark.proto.AlterSettingsRequest;
import io.tidemark.proto.ShowConfigurationsRequest;
import io.tidemark.proto.ShowConfigurationsResponse;
import io.tidemark.proto.SysConfigRequest;
import io.tidemark.proto.SysConfigResponse;
import io.tidemark.request.Method;
import io.tidemark.schema.TestingSchemas;
import io.tidemark.setting.Setting;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SettingRequestsTest {

    private final TestingStory story = new TestingStory();

    @Test
    void usageExample() {
        assertThat(get("rootCoord.maxDatabaseNum")).containsExactly("64");
        set("rootCoord.maxDatabaseNum", "2");

        assertThat(get("rootCoord.maxDatabaseNum")).containsExactly("2");
        story.run(Method.CREATE_DATABASE, database("lab"));
        story.assertRefused(
                Method.CREATE_DATABASE,
                database("other"),
                801,
                "exceeded the limit number of database[limit=2]");
    }

    @Test
    void aSettingHoldsFromItsRequestOnAndGoesBackToItsDefault() {
        long before = story.now();
        set("rootCoord.maxPartitionNum", "7");
        set("proxy.maxShardNum", "3");
        story.run(
                Method.ALTER_SETTINGS,
                AlterSettingsRequest.newBuilder()
                        .addDeleteKeys("rootCoord.maxPartitionNum")
                        .build());

        assertThat(story.table.settings().changed(before)).isEmpty();
        assertThat(story.table.settings().changed(before + 2)).hasSize(2);
        assertThat(story.table.settings().changed(0))
                .containsExactly(TestingStory.param("proxy.maxShardNum", "3"));
        assertThat(get("rootCoord.maxPartitionNum")).containsExactly("1024");
    }

    @Test
    void whatIsSoAlreadyChangesNothing() {
        set("proxy.maxShardNum", "3");

        story.runUnchanged(Method.ALTER_SETTINGS, setting("proxy.maxShardNum", "03"));
        story.runUnchanged(
                Method.ALTER_SETTINGS,
                AlterSettingsRequest.newBuilder().addDeleteKeys("proxy.maxFieldNum").build());
    }

    @Test
    void aLoweredLimitHoldsForWhatComes() {
        story.create("films");
        set("rootCoord.maxPartitionNum", "1");
        set("proxy.maxShardNum", "1");
        set("proxy.maxFieldNum", "1");

        story.assertRefused(
                Method.CREATE_PARTITION,
                CreatePartitionRequest.newBuilder()
                        .setCollectionName("films")
                        .setPartitionName("p")
                        .build(),
                1100,
                "maximum partition's number should be limit to 1");
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("new").setShardsNum(2).build(),
                1100,
                "maximum shards's number should be limited to 1");
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("new").build(),
                105,
                "maximum field's number should be limited to 1");
        set("proxy.maxNameLength", "4");
        story.assertRefused(
                Method.CREATE_ALIAS,
                CreateAliasRequest.newBuilder()
                        .setCollectionName("films")
                        .setAlias("alias")
                        .build(),
                1100,
                "Invalid collection alias: alias. The length of a collection alias must be less"
                        + " than 4 characters.");
        // The name that was given before is longer than a new one may be.
        story.run(
                Method.ALTER_COLLECTION,
                AlterCollectionRequest.newBuilder()
                        .setCollectionName("films")
                        .addProperties(TestingStory.param("a", "b"))
                        .build());
    }

    @Test
    void vectorsAndCapacityHaveSettingsToo() {
        set("proxy.maxDimension", "2");
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("new").build(),
                1100,
                "invalid dimension: 4. should be in range 1 ~ 2");
        set("proxy.maxDimension", "4");
        set("proxy.maxVectorFieldNum", "1");
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest(
                                "new",
                                TestingSchemas.films()
                                        .setName("new")
                                        .addFields(TestingSchemas.vector("second")))
                        .build(),
                105,
                "maximum vector field's number should be limited to 1");
        set("rootCoord.maxGeneralCapacity", "1");
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("new").setShardsNum(2).build(),
                250,
                "failed checking constraint: sum_collections(parition*shard) exceeding the max"
                        + " general capacity: 1");
    }

    @Test
    void collectionsAreLimitedInAllAndADatabase() {
        story.run(Method.CREATE_DATABASE, database("lab"));
        set("quotaAndLimits.limits.maxCollectionNumPerDB", "1");
        set("quotaAndLimits.limits.maxCollectionNum", "2");
        story.create("films");

        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("new").build(),
                102,
                "exceeded the limit number of collections[dbName=default][limit=1]");
        story.create("lab", "films");
        story.run(Method.CREATE_DATABASE, database("third"));
        story.assertRefused(
                Method.CREATE_COLLECTION,
                TestingDefinitions.createRequest("new").setDbName("third").build(),
                102,
                "exceeded the limit number of collections[limit=2]");
    }

    @ParameterizedTest
    @EnumSource(Setting.class)
    void everySettingIsShownWithItsDefault(Setting setting) {
        assertThat(show(setting.key()))
                .contains(
                        TestingStory.param(
                                setting.key(),
                                Long.toString(setting.byDefault(TestingDefinitions.SETTINGS))));
    }

    @Test
    void whatIsFixedIsShownAndCannotBeSet() {
        assertThat(show("cluster.channel"))
                .containsExactly(
                        TestingStory.param("cluster.channel_prefix", "t"),
                        TestingStory.param("cluster.channels", "4"));
        story.assertRefused(
                Method.ALTER_SETTINGS,
                setting("cluster.channels", "5"),
                1100,
                "cluster.channels was fixed when the cluster was created");
    }

    @Test
    void settingsAreReadByKeyInTheOrderAskedForAndByPrefix() {
        SysConfigResponse read =
                story.ask(
                        Method.GET_SYS_CONFIGS,
                        SysConfigRequest.newBuilder()
                                .addKeys("proxy.maxShardNum")
                                .addKeys("common.session.ttl")
                                .addKeyPrefixes("common.")
                                .build(),
                        SysConfigResponse.class);

        assertThat(read.getKeysList())
                .containsExactly(
                        "proxy.maxShardNum", "common.session.ttl", "common.retentionDuration");
        assertThat(read.getValuesList()).containsExactly("16", "30", "1");
        assertThat(show("")).hasSizeGreaterThan(Setting.values().length);
    }

    @Test
    void mistakesAreRefused() {
        story.assertRefused(
                Method.GET_SYS_CONFIGS,
                SysConfigRequest.newBuilder().addKeys("x").build(),
                1100,
                "no setting has the key x");
        story.assertRefused(
                Method.ALTER_SETTINGS, setting("x", "1"), 1100, "no setting has the key x");
        for (String value : List.of("", "-1", "0", "1.5", "4097", "99999999999999999999")) {
            story.assertRefused(
                    Method.ALTER_SETTINGS,
                    setting("proxy.maxShardNum", value),
                    1100,
                    "proxy.maxShardNum must be a whole number in [1, 4096], found " + value);
        }
        story.assertRefused(
                Method.ALTER_SETTINGS,
                setting("common.retentionDuration", "1799"),
                1100,
                "common.retentionDuration must be a whole number in [1800, 2592000], found 1799");
        story.assertRefused(
                Method.ALTER_SETTINGS,
                AlterSettingsRequest.getDefaultInstance(),
                1100,
                "The properties and delete keys must not both be empty");
    }

    private void set(String key, String value) {
        story.run(Method.ALTER_SETTINGS, setting(key, value));
    }

    private List<String> get(String key) {
        return story.ask(
                        Method.GET_SYS_CONFIGS,
                        SysConfigRequest.newBuilder().addKeys(key).build(),
                        SysConfigResponse.class)
                .getValuesList();
    }

    private List<KeyValuePair> show(String pattern) {
        return story.ask(
                        Method.SHOW_CONFIGURATIONS,
                        ShowConfigurationsRequest.newBuilder().setPattern(pattern).build(),
                        ShowConfigurationsResponse.class)
                .getConfiguationsList();
    }

    private static Message setting(String key, String value) {
        return AlterSettingsRequest.newBuilder()
                .addSettings(TestingStory.param(key, value))
                .build();
    }

    private static Message database(String name) {
        return CreateDatabaseRequest.newBuilder().setDbName(name).build();
    }
}
