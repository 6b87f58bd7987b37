package io.tidemark.bench.pressure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Spoils the bytes of requests: by bits, cuts, lies about lengths, nesting, noise. */
final class Spoiler {

    private final SplittableRandom random;
    private final Supplier<String> collections;

    /**
     * @param collections names to be put into what is written anew
     */
    Spoiler(SplittableRandom random, Supplier<String> collections) {
        this.random = random;
        this.collections = collections;
    }

    /** Some spoilt bytes, or none at all; now and then the payload as it was. */
    byte[] spoilt(byte[] payload) {
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> flipped(payload);
            case 3, 4 -> Arrays.copyOf(payload, random.nextInt(payload.length + 1));
            case 5 -> lying(payload);
            case 6 -> nested(payload);
            case 7 -> json();
            case 8 -> noise();
            case 9 -> random.nextInt(4) == 0 ? null : new byte[0];
            default -> payload;
        };
    }

    private byte[] flipped(byte[] payload) {
        for (int flips = 1 + random.nextInt(8); flips > 0 && payload.length > 0; flips--) {
            payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return payload;
    }

    /** Some byte, perhaps a length, becomes the beginning of a huge number. */
    private byte[] lying(byte[] payload) {
        int at = random.nextInt(payload.length + 1);
        byte[] lie = new byte[] {-1, -1, -1, -1, (byte) random.nextInt(16)};
        byte[] all = Arrays.copyOf(payload, payload.length + lie.length);
        System.arraycopy(lie, 0, all, at, lie.length);
        return all;
    }

    /** A message in a message, hundreds of times, under one field number. */
    private byte[] nested(byte[] payload) {
        int depth = 1 + random.nextInt(2_000);
        int field = 1 + random.nextInt(15);
        byte[] all = new byte[depth * 4];
        int end = all.length;
        int length = 0;
        for (int level = 0; level < depth; level++) {
            int lengthBytes = length < 128 ? 1 : length < 16_384 ? 2 : 3;
            for (int i = lengthBytes - 1, rest = length; i >= 0; i--) {
                int shift = 7 * i;
                all[end - lengthBytes + i] =
                        (byte) ((rest >>> shift & 0x7F) | (i < lengthBytes - 1 ? 0x80 : 0));
            }
            end -= lengthBytes;
            all[--end] = (byte) (field << 3 | 2);
            length += lengthBytes + 1;
        }
        return random.nextBoolean()
                ? Arrays.copyOfRange(all, end, all.length)
                : concat(payload, all, end);
    }

    private static byte[] concat(byte[] payload, byte[] all, int from) {
        byte[] both = Arrays.copyOf(payload, payload.length + all.length - from);
        System.arraycopy(all, from, both, payload.length, all.length - from);
        return both;
    }

    private byte[] json() {
        int depth = random.nextInt(3_000);
        String text =
                switch (random.nextInt(3)) {
                    case 0 -> "[".repeat(depth);
                    case 1 -> "{\"schema\":".repeat(depth) + "1" + "}".repeat(depth);
                    default ->
                            "{\"collection_name\":\""
                                    + collections.get()
                                    + "\",\"num_rows\":1e9,\"x\":1}";
                };
        return text.getBytes(UTF_8);
    }

    /** Random bytes. */
    byte[] noise() {
        byte[] noise = new byte[random.nextInt(300)];
        random.nextBytes(noise);
        return noise;
    }
}
