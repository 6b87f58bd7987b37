package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.AlterAliasRequest;
import io.milvus.grpc.CreateAliasRequest;
import io.milvus.grpc.DropAliasRequest;
import io.milvus.grpc.MsgType;
import io.tidemark.meta.Aliases;
import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.NameRule;
import java.util.List;
import java.util.Optional;

/** Creates, drops and alters aliases. */
final class AliasChanges {

    /** Milvus has no limit; each of them is in one list of its collection. */
    static final int MAX_ALIASES = 1024;

    private AliasChanges() {}

    /** Creates an alias; one that means the same collection already is as the client wants it. */
    static Decision create(CreateAliasRequest asked, Context context) throws RefusedException {
        String alias = NameRule.ALIAS.checkNew(asked.getAlias(), context.limits());
        String database = context.database(asked.getDbName()).getName();
        Optional<CollectionMeta> bearer =
                context.table().collections().named(database, alias, Context.NOW);
        Aliases aliases = context.table().aliases();
        Optional<AliasMeta> existing = aliases.named(database, alias, Context.NOW);
        if (bearer.isPresent() && existing.isEmpty()) {
            throw new RefusedException(
                    ErrorKind.ALIAS_NAME_CONFLICT,
                    "alias and collection name conflict[database="
                            + database
                            + "][alias="
                            + alias
                            + "]");
        }
        CollectionMeta target = target(database, asked.getCollectionName(), context);
        if (existing.isPresent()) {
            if (existing.get().getCollectionId() == target.getId()) {
                return Decision.unchanged();
            }
            throw new RefusedException(
                    ErrorKind.ALIAS_EXISTS,
                    "alias exists and already aliased to another collection, alias: "
                            + alias
                            + ", collection: "
                            + bearer.map(CollectionMeta::getName).orElse("")
                            + ", other collection: "
                            + target.getName());
        }
        require(
                aliases.of(target.getId(), Context.NOW).size() < MAX_ALIASES,
                "a collection may have at most " + MAX_ALIASES + " aliases");
        AliasMeta created =
                AliasMeta.newBuilder()
                        .setId(context.request().firstId())
                        .setDbName(database)
                        .setName(alias)
                        .setCollectionId(target.getId())
                        .setCreatedTimestamp(context.timestamp())
                        .build();
        List<MetaChange> changes = List.of(context.change().setAlias(created).build());
        return Decision.of(changes, DdMessages.of(MsgType.CreateAlias, changes, context, target));
    }

    /** Drops an alias; a missing one is already as the client wants it. */
    static Decision drop(DropAliasRequest asked, Context context) throws RefusedException {
        String alias = NameRule.ALIAS.check(asked.getAlias());
        String database = context.database(asked.getDbName()).getName();
        Optional<AliasMeta> existing =
                context.table().aliases().named(database, alias, Context.NOW);
        if (existing.isEmpty()) {
            return Decision.unchanged();
        }
        List<MetaChange> changes = List.of(context.tombstone().setAlias(existing.get()).build());
        return Decision.of(
                changes,
                DdMessages.of(
                        MsgType.DropAlias,
                        changes,
                        context,
                        AliasReads.meant(existing.get(), context)));
    }

    /** Lets an alias mean another collection; the readers of both are told. */
    static Decision alter(AlterAliasRequest asked, Context context) throws RefusedException {
        String database = context.database(asked.getDbName()).getName();
        AliasMeta alias = AliasReads.require(database, asked.getAlias(), context);
        CollectionMeta target = target(database, asked.getCollectionName(), context);
        if (alias.getCollectionId() == target.getId()) {
            return Decision.unchanged();
        }
        require(
                context.table().aliases().of(target.getId(), Context.NOW).size() < MAX_ALIASES,
                "a collection may have at most " + MAX_ALIASES + " aliases");
        AliasMeta altered = alias.toBuilder().setCollectionId(target.getId()).build();
        List<MetaChange> changes = List.of(context.change().setAlias(altered).build());
        return Decision.of(
                changes,
                DdMessages.of(
                        MsgType.AlterAlias,
                        changes,
                        context,
                        AliasReads.meant(alias, context),
                        target));
    }

    /** A collection by its own name: an alias of an alias would change its meaning unseen. */
    private static CollectionMeta target(String database, String sent, Context context)
            throws RefusedException {
        CollectionMeta collection = context.collection(database, sent);
        if (!collection.getName().equals(sent.strip())) {
            throw Context.noCollection(": " + sent.strip() + ", which is an alias");
        }
        return collection;
    }
}
