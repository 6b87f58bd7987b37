package io.tidemark.meta;

import io.tidemark.proto.ClientMeta;
import io.tidemark.proto.MetaChange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The clients that are connected; of those that ended nothing is kept. */
public final class Clients {

    private final Histories histories;
    private final Totals totals;

    Clients(Histories histories, Totals totals) {
        this.histories = histories;
        this.totals = totals;
    }

    /** The client of an id, unless its time has ended. */
    public Optional<ClientMeta> withId(long id) {
        return Optional.ofNullable(histories.asOf(MetaKeys.client(id), 0))
                .map(MetaChange::getClient);
    }

    /** All of them, in the order in which they connected; it costs a scan. */
    public List<ClientMeta> list() {
        return histories.scan(MetaKeys.CLIENTS, 0).stream()
                .map(MetaChange::getClient)
                .sorted(Comparator.comparingLong(ClientMeta::getId))
                .toList();
    }

    /** How many there are now. */
    public long count() {
        return totals.read().getClients();
    }
}
