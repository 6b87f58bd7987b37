package io.tidemark.life;

import io.tidemark.proto.Heartbeat;
import java.io.Serializable;

/**
 * Where components tell that they live. Life signs are the one output that is no function of the
 * log: they say how a process is, at this machine's time, and decide nothing.
 */
public interface LifeSigns extends Serializable {

    /** For a job that tells nothing, such as a follower. */
    LifeSigns NONE = new NoLifeSigns();

    /** How often each component tells, in milliseconds; 0 for never. */
    long intervalMs();

    /**
     * Opens a way to tell, for one task.
     *
     * @param task its name, unique in the job
     */
    Voice open(String task);

    /** Belongs to one task. */
    interface Voice extends AutoCloseable {

        /** Tells once. It never waits and never fails: what cannot be told now is dropped. */
        void tell(Heartbeat heartbeat);

        @Override
        void close();
    }
}
