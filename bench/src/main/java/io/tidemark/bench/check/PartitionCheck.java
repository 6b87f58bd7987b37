package io.tidemark.bench.check;

import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.LoggedRequest.Target;
import io.tidemark.bench.check.Violation.Promise;

/** Compares what requests about partitions were told with what lies on {@code dml}. */
final class PartitionCheck {

    private final RequestStore requests;
    private final Outcomes outcomes;
    private final DdHistory history;
    private final RequestBlame blame;

    PartitionCheck(RequestStore requests, DdHistory history, RequestBlame blame) {
        this.requests = requests;
        this.outcomes = requests.outcomes();
        this.history = history;
        this.blame = blame;
    }

    /** A create or drop that succeeded is on the log exactly where it changes something. */
    void defined(int request, long timestamp) {
        CollectionChange collection = collection(request, timestamp);
        if (collection == null) {
            asOf(request, timestamp);
            return;
        }
        boolean create = requests.kind(request) == Kind.CREATE_PARTITION;
        boolean expected = exists(collection, request, timestamp) != create;
        boolean told = history.partitions().changed(name(collection, request), timestamp);
        if (expected && !told) {
            blame.onNoChannel(request, timestamp);
        }
        if (!expected && told) {
            asOf(request, timestamp);
        }
    }

    /** Who asked for it was told whether it was there. */
    void asked(int request, long timestamp) {
        CollectionChange collection = collection(request, timestamp);
        if (collection == null
                || outcomes.affirmed(request) != exists(collection, request, timestamp)) {
            asOf(request, timestamp);
        }
    }

    /** Rows lie in the partition that their request named, unless a key spreads them. */
    void inserted(int request, CollectionChange collection, long partition, long timestamp) {
        if (!collection.spread()
                && partition != history.partitions().before(name(collection, request), timestamp)) {
            asOf(request, timestamp);
        }
    }

    /** Whether it was there just before a time. */
    boolean exists(CollectionChange collection, int request, long timestamp) {
        return history.partitions().before(name(collection, request), timestamp)
                != NameHistory.NONE;
    }

    private CollectionChange collection(int request, long timestamp) {
        return history.before(requests.collection(request), timestamp);
    }

    private String name(CollectionChange collection, int request) {
        return DdHistory.partition(collection.collectionId(), requests.target(request).partition());
    }

    private void asOf(int request, long timestamp) {
        Target target = requests.target(request);
        blame.violated(
                Promise.EXECUTED_AS_OF_ITS_TIMESTAMP,
                request,
                "is answered otherwise than partition %s of %s was at %d"
                        .formatted(target.partition(), target.collection(), timestamp));
    }
}
