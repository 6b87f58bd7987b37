package io.tidemark.connectors.grpc;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Names the calls of one life of a gateway: its incarnation, drawn by chance, and a running number.
 * So the answer to a call of a former life, or of another gateway on the same partition, is never
 * taken for that of a call of this one.
 */
final class Correlations {

    private static final int BYTES = 3 * Long.BYTES;

    private final byte[] incarnation;

    Correlations(UUID incarnation) {
        this.incarnation =
                ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(incarnation.getMostSignificantBits())
                        .putLong(incarnation.getLeastSignificantBits())
                        .array();
    }

    byte[] of(long number) {
        return ByteBuffer.allocate(BYTES).put(incarnation).putLong(number).array();
    }

    /** The number of a call of this life; empty for anything else. */
    OptionalLong number(byte[] correlation) {
        boolean ours =
                correlation.length == BYTES
                        && Arrays.equals(
                                correlation,
                                0,
                                incarnation.length,
                                incarnation,
                                0,
                                incarnation.length);
        return ours
                ? OptionalLong.of(ByteBuffer.wrap(correlation).getLong(incarnation.length))
                : OptionalLong.empty();
    }
}
