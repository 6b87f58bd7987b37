package io.tidemark.bench.cluster;

import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;

/** The topics of one among several clusters on a broker. */
public final class PrefixedTopics {

    private PrefixedTopics() {}

    /** Deletes them; nobody may read or write them any more. */
    public static void delete(Admin admin, String prefix)
            throws ExecutionException, InterruptedException {
        Set<String> own =
                admin.listTopics().names().get().stream()
                        .filter(topic -> topic.startsWith(prefix))
                        .collect(Collectors.toSet());
        admin.deleteTopics(own).all().get();
    }
}
