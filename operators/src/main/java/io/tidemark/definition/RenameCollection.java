package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.MsgType;
import io.milvus.grpc.RenameCollectionRequest;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.CollectionMeta;
import io.tidemark.proto.DatabaseMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.NameRule;
import java.util.List;

/**
 * Gives a collection another name, also in another database. Its id, channels and partitions stay;
 * reads before it find it by the old name.
 */
final class RenameCollection {

    private RenameCollection() {}

    static Decision decide(RenameCollectionRequest asked, Context context) throws RefusedException {
        DatabaseMeta source = context.database(asked.getDbName());
        DatabaseMeta goal =
                asked.getNewDBName().isEmpty() ? source : context.database(asked.getNewDBName());
        String oldName = NameRule.COLLECTION.check(asked.getOldName());
        String newName = NameRule.COLLECTION.checkNew(asked.getNewName(), context.limits());
        MetaTable table = context.table();
        require(
                table.aliases().named(source.getName(), oldName, Context.NOW).isEmpty(),
                "unsupported use an alias to rename collection, alias:" + oldName);
        if (table.aliases().named(goal.getName(), newName, Context.NOW).isPresent()) {
            throw new RefusedException(
                    ErrorKind.ALIAS_NAME_CONFLICT,
                    "cannot rename collection to an existing alias: " + newName);
        }
        CollectionMeta collection = context.collection(source.getName(), oldName);
        require(
                table.collections().named(goal.getName(), newName, Context.NOW).isEmpty(),
                "duplicated new collection name "
                        + goal.getName()
                        + ":"
                        + newName
                        + " with other collection name or alias");
        boolean moved = goal.getId() != source.getId();
        require(
                !moved || table.aliases().of(collection.getId(), Context.NOW).isEmpty(),
                "fail to rename db name, must drop all aliases of this collection before rename");
        if (moved) {
            DatabaseProperties.requireRoom(goal, context);
        }
        MetaChange renamed =
                context.changed(
                        collection.toBuilder()
                                .setDbId(goal.getId())
                                .setDbName(goal.getName())
                                .setName(newName)
                                .setNamedTimestamp(context.timestamp())
                                .setSchema(collection.getSchema().toBuilder().setName(newName)));
        List<MetaChange> changes = List.of(renamed);
        return Decision.of(
                changes, DdMessages.of(MsgType.RenameCollection, changes, context, collection));
    }
}
