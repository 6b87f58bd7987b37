package io.tidemark.bench.process;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Requests in a file, so that each process of a measurement sends the same. */
public final class Bodies {

    private Bodies() {}

    public static void write(Path file, byte[][] bodies) throws IOException {
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
            out.writeInt(bodies.length);
            for (byte[] body : bodies) {
                out.writeInt(body.length);
                out.write(body);
            }
        }
    }

    static List<byte[]> read(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            List<byte[]> bodies = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                bodies.add(in.readNBytes(in.readInt()));
            }
            return bodies;
        }
    }
}
