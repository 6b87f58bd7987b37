package io.tidemark.meta;

import io.tidemark.proto.AliasMeta;
import io.tidemark.proto.MetaChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Second names of collections. */
public final class Aliases {

    private final Histories histories;
    private final NameIndex names;
    private final Members members;

    Aliases(Histories histories, NameIndex names, Members members) {
        this.histories = histories;
        this.names = names;
        this.members = members;
    }

    /** The alias of a name; empty also where the name is a collection's own. */
    public Optional<AliasMeta> named(String database, String name, long timestamp) {
        return Optional.ofNullable(
                        names.find(
                                MetaKeys.collectionName(Databases.nameOf(database), name),
                                timestamp))
                .filter(MetaChange::hasAlias)
                .map(MetaChange::getAlias);
    }

    /** The aliases that meant a collection, sorted by name. */
    public List<AliasMeta> of(long collectionId, long timestamp) {
        List<AliasMeta> found = new ArrayList<>();
        for (long id : members.of(MetaKeys.aliasIds(collectionId))) {
            MetaChange change = histories.asOf(MetaKeys.alias(id), timestamp);
            // An alias that means another collection by now is listed while that is retained.
            if (change != null && change.getAlias().getCollectionId() == collectionId) {
                found.add(change.getAlias());
            }
        }
        found.sort(Comparator.comparing(AliasMeta::getName));
        return found;
    }

    /** The aliases of a database, sorted by name; it costs a scan. */
    public List<AliasMeta> in(String database, long timestamp) {
        List<AliasMeta> found = new ArrayList<>();
        for (MetaChange change : histories.scan(MetaKeys.ALIASES, timestamp)) {
            if (change.getAlias().getDbName().equals(Databases.nameOf(database))) {
                found.add(change.getAlias());
            }
        }
        found.sort(Comparator.comparing(AliasMeta::getName));
        return found;
    }
}
