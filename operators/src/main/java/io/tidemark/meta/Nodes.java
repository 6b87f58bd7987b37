package io.tidemark.meta;

import io.milvus.grpc.Address;
import io.tidemark.proto.ChannelTimesMeta;
import io.tidemark.proto.LeaseMeta;
import io.tidemark.proto.MetaChange;
import io.tidemark.proto.NodeMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The components beside the root coordinator, their leases, and the ticks they reported. */
public final class Nodes {

    private final Histories histories;
    private final NameIndex names;
    private final Members members;

    Nodes(Histories histories, NameIndex names, Members members) {
        this.histories = histories;
        this.names = names;
        this.members = members;
    }

    /** The node that served in a role at an address. */
    public Optional<NodeMeta> named(String role, Address address, long timestamp) {
        return Optional.ofNullable(names.find(MetaKeys.nodeName(role, address), timestamp))
                .map(MetaChange::getNode);
    }

    /** The node of an id, where it was one at a timestamp. */
    public Optional<NodeMeta> withId(long id, long timestamp) {
        return Optional.ofNullable(histories.asOf(MetaKeys.node(id), timestamp))
                .map(MetaChange::getNode);
    }

    /** The nodes there were, sorted by id, which is the order of their registrations. */
    public List<NodeMeta> list(long timestamp) {
        List<NodeMeta> found = new ArrayList<>();
        for (long id : members.of(MetaKeys.NODE_IDS)) {
            withId(id, timestamp).ifPresent(found::add);
        }
        return found;
    }

    /** Whether a node of now serves in one of some roles. */
    public boolean anyServes(List<String> roles) {
        for (long id : members.of(MetaKeys.NODE_IDS)) {
            if (withId(id, 0).filter(node -> roles.contains(node.getRole())).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** How many there are now. */
    public int count() {
        return members.live(MetaKeys.NODE_IDS);
    }

    /** The lease of a node that is one now; its past is not kept. */
    public Optional<LeaseMeta> lease(long id) {
        return Optional.ofNullable(histories.asOf(MetaKeys.lease(id), 0)).map(MetaChange::getLease);
    }

    /** The newest ticks that a node of now has reported. */
    public Optional<ChannelTimesMeta> channelTimes(long id) {
        return Optional.ofNullable(histories.asOf(MetaKeys.channelTimes(id), 0))
                .map(MetaChange::getChannelTimes);
    }
}
