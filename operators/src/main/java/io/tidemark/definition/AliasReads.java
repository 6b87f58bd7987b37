package io.tidemark.definition;

import io.milvus.grpc.DescribeAliasRequest;
import io.milvus.grpc.DescribeAliasResponse;
import io.milvus.grpc.ListAliasesRequest;
import io.milvus.grpc.ListAliasesResponse;
import io.tidemark.meta.Aliases;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Responses;
import io.tidemark.schema.NameRule;
import java.util.List;

/** Tells of aliases. */
final class AliasReads {

    private AliasReads() {}

    static Decision describe(DescribeAliasRequest asked, Context context) throws RefusedException {
        String database = context.database(asked.getDbName()).getName();
        AliasMeta alias = require(database, asked.getAlias(), context);
        return Decision.answer(
                DescribeAliasResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setDbName(database)
                        .setAlias(alias.getName())
                        .setCollection(meant(alias, context).getName())
                        .build());
    }

    /** Lists the aliases of a collection, or all of a database, by name. */
    static Decision list(ListAliasesRequest asked, Context context) throws RefusedException {
        String database = context.database(asked.getDbName()).getName();
        Aliases aliases = context.table().aliases();
        List<AliasMeta> found;
        if (asked.getCollectionName().isEmpty()) {
            found = aliases.in(database, Context.NOW);
        } else {
            CollectionMeta collection = context.collection(database, asked.getCollectionName());
            found = aliases.of(collection.getId(), Context.NOW);
        }
        return Decision.answer(
                ListAliasesResponse.newBuilder()
                        .setStatus(Responses.success())
                        .setDbName(database)
                        .setCollectionName(asked.getCollectionName())
                        .addAllAliases(found.stream().map(AliasMeta::getName).toList())
                        .build());
    }

    /**
     * @throws RefusedException ALIAS_NOT_FOUND
     */
    static AliasMeta require(String database, String sent, Context context)
            throws RefusedException {
        String name = NameRule.ALIAS.check(sent);
        return context.table()
                .aliases()
                .named(database, name, Context.NOW)
                .orElseThrow(
                        () ->
                                new RefusedException(
                                        ErrorKind.ALIAS_NOT_FOUND,
                                        "alias not found[database="
                                                + database
                                                + "][alias="
                                                + name
                                                + "]"));
    }

    /** A live alias has a live collection, since that cannot be dropped before it. */
    static CollectionMeta meant(AliasMeta alias, Context context) {
        return context.table()
                .collections()
                .withId(alias.getCollectionId(), Context.NOW)
                .orElseThrow();
    }
}
