package io.tidemark.connectors.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;

/**
 * Who may call: a file with one credential a line, {@code user:password} or a token. Empty lines
 * and those that begin with {@code #} say nothing. Clients send either in the metadata {@code
 * authorization}, in base64.
 */
final class Credentials {

    private final List<byte[]> accepted;

    private Credentials(List<byte[]> accepted) {
        this.accepted = accepted;
    }

    /**
     * Reads the file once.
     *
     * @throws IllegalArgumentException where it names nobody
     */
    static Credentials read(Path file) throws IOException {
        List<byte[]> accepted =
                Files.readAllLines(file).stream()
                        .map(String::strip)
                        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                        .map(line -> line.getBytes(UTF_8))
                        .toList();
        if (accepted.isEmpty()) {
            throw new IllegalArgumentException(
                    "expected credentials in " + file + ", one a line, found none");
        }
        return new Credentials(accepted);
    }

    /**
     * Whether a client may call. It takes as long whatever the client sent, so that time tells
     * nothing.
     *
     * @param authorization null where it sent none
     */
    boolean accept(String authorization) {
        if (authorization == null) {
            return false;
        }
        byte[] sent;
        try {
            sent = Base64.getDecoder().decode(authorization);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
        boolean known = false;
        for (byte[] each : accepted) {
            known |= MessageDigest.isEqual(each, sent);
        }
        return known;
    }
}
