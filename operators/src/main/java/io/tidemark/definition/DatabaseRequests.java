package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.AlterDatabaseRequest;
import io.milvus.grpc.CreateDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseRequest;
import io.milvus.grpc.DescribeDatabaseResponse;
import io.milvus.grpc.DropDatabaseRequest;
import io.milvus.grpc.ListDatabasesResponse;
import io.tidemark.meta.Databases;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import io.tidemark.setting.Setting;
import java.util.List;
import java.util.Optional;

/**
 * Creates, drops, alters and tells of databases. A database has no channels, so its readers learn
 * of it by its collections.
 */
final class DatabaseRequests {

    private DatabaseRequests() {}

    static Decision create(CreateDatabaseRequest asked, Context context) throws RefusedException {
        String name = NameRule.DATABASE.checkNew(asked.getDbName(), context.limits());
        DatabaseProperties.check(asked.getPropertiesList());
        Databases databases = context.table().databases();
        require(databases.named(name, Context.NOW).isEmpty(), "database already exist: " + name);
        long most = context.limits().of(Setting.MAX_DATABASES);
        if (databases.list(Context.NOW).size() >= most) {
            throw new RefusedException(
                    ErrorKind.TOO_MANY_DATABASES,
                    "exceeded the limit number of database[limit=" + most + "]");
        }
        DatabaseMeta database =
                DatabaseMeta.newBuilder()
                        // The first id of the first block may be the default database's.
                        .setId(context.request().firstId() + 1)
                        .setName(name)
                        .addAllProperties(Properties.created(asked.getPropertiesList()))
                        .setCreatedTimestamp(context.timestamp())
                        .build();
        return Decision.of(List.of(context.change().setDatabase(database).build()));
    }

    /** Drops an empty database; a missing one is already as the client wants it. */
    static Decision drop(DropDatabaseRequest asked, Context context) throws RefusedException {
        String name = NameRule.DATABASE.check(asked.getDbName());
        require(!name.equals(Databases.DEFAULT), "can not drop default database");
        Optional<DatabaseMeta> found = context.table().databases().named(name, Context.NOW);
        if (found.isEmpty()) {
            return Decision.unchanged();
        }
        require(
                context.table().collections().count(name) == 0,
                "database:" + name + " not empty, must drop all collections before drop database");
        return Decision.of(List.of(context.tombstone().setDatabase(found.get()).build()));
    }

    static Decision alter(AlterDatabaseRequest asked, Context context) throws RefusedException {
        DatabaseMeta database = context.database(asked.getDbName());
        Properties.requireOneOf(asked.getPropertiesList(), asked.getDeleteKeysList());
        DatabaseProperties.check(asked.getPropertiesList());
        DatabaseMeta altered =
                database.toBuilder()
                        .clearProperties()
                        .addAllProperties(
                                Properties.altered(
                                        database.getPropertiesList(),
                                        asked.getPropertiesList(),
                                        asked.getDeleteKeysList()))
                        .build();
        return altered.equals(database)
                ? Decision.unchanged()
                : Decision.of(List.of(context.change().setDatabase(altered).build()));
    }

    static Decision list(Context context) {
        ListDatabasesResponse.Builder response =
                ListDatabasesResponse.newBuilder().setStatus(Responses.success());
        for (DatabaseMeta database : context.table().databases().list(Context.NOW)) {
            response.addDbNames(database.getName())
                    .addCreatedTimestamp(database.getCreatedTimestamp())
                    .addDbIds(database.getId());
        }
        return Decision.answer(response.build());
    }

    static Decision describe(DescribeDatabaseRequest asked, Context context)
            throws RefusedException {
        DatabaseMeta database = context.database(asked.getDbName());
        return Decision.answer(
                DescribeDatabaseResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setDbName(database.getName())
                        .setDbID(database.getId())
                        .setCreatedTimestamp(database.getCreatedTimestamp())
                        .addAllProperties(database.getPropertiesList())
                        .build());
    }
}
