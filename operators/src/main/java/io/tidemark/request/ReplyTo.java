package io.tidemark.request;

import java.util.Arrays;
import java.util.Objects;

/**
 * Where and how an answer goes back. None of it decides whether a request is executed: it is looked
 * at only when the answer is sent.
 *
 * @param partition partition of {@code responses}, as the client wrote it, whether or not there is
 *     one; {@link #NOBODY} where it asked for no answer, {@link #NO_NUMBER} where it wrote none
 * @param correlation opaque bytes of the client, echoed; may be empty
 * @param json whether the client speaks JSON and wants its answer so
 */
public record ReplyTo(int partition, byte[] correlation, boolean json) {

    public static final int NOBODY = Integer.MIN_VALUE;
    public static final int NO_NUMBER = Integer.MAX_VALUE;
    public static final ReplyTo NONE = new ReplyTo(NOBODY, new byte[0], false);

    public boolean wanted() {
        return partition != NOBODY;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReplyTo that
                && partition == that.partition
                && json == that.json
                && Arrays.equals(correlation, that.correlation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(partition, json, Arrays.hashCode(correlation));
    }
}
