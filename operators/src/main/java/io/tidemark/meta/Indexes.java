package io.tidemark.meta;

import io.tidemark.proto.IndexMeta;
import io.tidemark.proto.MetaChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The indexes of collections: at most one a field. */
public final class Indexes {

    private final Histories histories;
    private final NameIndex names;
    private final Members members;

    Indexes(Histories histories, NameIndex names, Members members) {
        this.histories = histories;
        this.names = names;
        this.members = members;
    }

    /** The index of a collection that bore a name at a timestamp. */
    public Optional<IndexMeta> named(long collectionId, String name, long timestamp) {
        return Optional.ofNullable(names.find(MetaKeys.indexName(collectionId, name), timestamp))
                .map(MetaChange::getIndex);
    }

    /** The one index a field of a collection had at a timestamp. */
    public Optional<IndexMeta> onField(long collectionId, long fieldId, long timestamp) {
        return of(collectionId, timestamp).stream()
                .filter(index -> index.getFieldId() == fieldId)
                .findFirst();
    }

    /** The indexes of a collection, sorted by id. */
    public List<IndexMeta> of(long collectionId, long timestamp) {
        List<IndexMeta> found = new ArrayList<>();
        for (long id : members.of(MetaKeys.indexIds(collectionId))) {
            MetaChange change = histories.asOf(MetaKeys.index(collectionId, id), timestamp);
            if (change != null) {
                found.add(change.getIndex());
            }
        }
        return found;
    }
}
