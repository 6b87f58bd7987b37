package io.tidemark.definition;

import io.tidemark.meta.MetaTable;
import io.tidemark.meta.Nodes;
import io.tidemark.proto.ClientMeta;
import io.tidemark.proto.LeaseMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.NodeMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What time alone ends: nodes that did not renew their leases, clients that connected long ago. An
 * end is an event at a tick of the grid, with that tick as its timestamp; a request's timestamp is
 * never one. All of it follows from the table: it is made of it once and then told every change, so
 * that the next event costs no look into the table.
 *
 * <p>A node and a client never have the same id, since both are timestamps of one log partition.
 */
public final class Deadlines {

    private record Deadline(long timestamp, long id) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = Long.compare(timestamp, other.timestamp);
            return byTime != 0 ? byTime : Long.compare(id, other.id);
        }
    }

    private final MetaTable table;
    private final TreeSet<Deadline> deadlines = new TreeSet<>();
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    public Deadlines(MetaTable table) {
        this.table = table;
        for (NodeMeta node : table.nodes().list(Context.NOW)) {
            LeaseMeta lease = table.nodes().lease(node.getId()).orElseThrow();
            set(node.getId(), lease.getEndTimestamp());
        }
        for (ClientMeta client : table.clients().list()) {
            set(client.getId(), client.getEndTimestamp());
        }
    }

    /** Takes notice of a change that was applied to the table. */
    public void note(MetaChange change) {
        if (change.hasLease()) {
            LeaseMeta lease = change.getLease();
            note(change.getDropped(), lease.getNodeId(), lease.getEndTimestamp());
        } else if (change.hasClient()) {
            ClientMeta client = change.getClient();
            note(change.getDropped(), client.getId(), client.getEndTimestamp());
        }
    }

    /** Whether an event has come; it costs no key. */
    public boolean isDue(long until) {
        return !deadlines.isEmpty() && deadlines.first().timestamp() <= until;
    }

    /**
     * The first event that has come: what ends there, at its timestamp.
     *
     * @param until the newest timestamp that counts
     * @return the changes of one tick of the grid, sorted; empty where none has come
     */
    public List<MetaChange> due(long until) {
        List<MetaChange> changes = new ArrayList<>();
        if (!isDue(until)) {
            return changes;
        }
        long timestamp = deadlines.first().timestamp();
        for (Deadline deadline : deadlines) {
            if (deadline.timestamp() != timestamp) {
                break;
            }
            changes.addAll(end(deadline));
        }
        changes.sort(MetaTable.CHANGE_ORDER);
        return changes;
    }

    /** The end of a node: itself, its lease and what it reported. */
    static List<MetaChange> lost(NodeMeta node, Nodes nodes, long timestamp) {
        List<MetaChange> changes = new ArrayList<>();
        changes.add(tombstone(timestamp).setNode(node).build());
        changes.add(tombstone(timestamp).setLease(nodes.lease(node.getId()).orElseThrow()).build());
        nodes.channelTimes(node.getId())
                .ifPresent(
                        times -> changes.add(tombstone(timestamp).setChannelTimes(times).build()));
        return changes;
    }

    private List<MetaChange> end(Deadline deadline) {
        long timestamp = deadline.timestamp();
        return table.clients()
                .withId(deadline.id())
                .map(client -> List.of(tombstone(timestamp).setClient(client).build()))
                .orElseGet(
                        () -> {
                            Nodes nodes = table.nodes();
                            NodeMeta node = nodes.withId(deadline.id(), Context.NOW).orElseThrow();
                            return lost(node, nodes, timestamp);
                        });
    }

    private void note(boolean dropped, long id, long timestamp) {
        Long before = ends.remove(id);
        if (before != null) {
            deadlines.remove(new Deadline(before, id));
        }
        if (!dropped) {
            set(id, timestamp);
        }
    }

    private void set(long id, long timestamp) {
        ends.put(id, timestamp);
        deadlines.add(new Deadline(timestamp, id));
    }

    private static MetaChange.Builder tombstone(long timestamp) {
        return MetaChange.newBuilder().setTimestamp(timestamp).setDropped(true);
    }
}
