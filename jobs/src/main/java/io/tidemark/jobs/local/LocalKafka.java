package io.tidemark.jobs.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One Kafka broker that is its own controller, in this JVM: for trying Tidemark out and for tests.
 * It listens on 127.0.0.1 only and keeps everything in one folder, which is formatted at the first
 * start and found again at the next, on whatever port.
 *
 * <p>Topics are created on purpose or not at all, and nothing is deleted by age: the request log is
 * the source of truth, so a topic that wants to forget says so in its own settings.
 *
 * <p>A fatal fault of the broker (a full disk, say) ends the JVM: that is Kafka's own way, and a
 * local stack without its broker is of no use.
 */
public final class LocalKafka implements AutoCloseable {

    private static final String FORMATTED = "meta.properties";
    private static final String LOCK = ".lock";

    private final KafkaRaftServer server;
    private final int port;

    private LocalKafka(KafkaRaftServer server, int port) {
        this.server = server;
        this.port = port;
    }

    /** As {@link #start(Path, int, Map)}, without further properties. */
    public static LocalKafka start(Path folder, int port) throws IOException {
        return start(folder, port, Map.of());
    }

    /**
     * Starts the broker and returns once it serves clients.
     *
     * @param folder where its data lie; created where it is missing; no comma in its path, at which
     *     Kafka would split it
     * @param port where clients connect, on 127.0.0.1; 0 for any free one
     * @param properties broker properties that overrule those chosen here
     * @throws IOException if the port or the folder is taken, or the folder cannot be formatted
     */
    public static LocalKafka start(Path folder, int port, Map<String, String> properties)
            throws IOException {
        return start(folder, port, properties, Time.SYSTEM);
    }

    /** As above, on a clock of one's own: append times are what it says. */
    public static LocalKafka start(Path folder, int port, Map<String, String> properties, Time time)
            throws IOException {
        Path data = folder.toAbsolutePath();
        if (data.toString().contains(",")) {
            throw new IllegalArgumentException(
                    "Kafka's data folder must have no comma in its path: " + data);
        }
        int clientPort;
        int controllerPort;
        // Both are held while the other is looked for, lest they be the same.
        try (ServerSocket client = LoopbackPort.bind("Kafka", port);
                ServerSocket controller = LoopbackPort.bind("Kafka", 0)) {
            clientPort = client.getLocalPort();
            controllerPort = controller.getLocalPort();
        }
        KafkaConfig config =
                new KafkaConfig(
                        LocalKafkaProperties.of(data, clientPort, controllerPort, properties));
        Files.createDirectories(data);
        refuseFolderInUse(data);
        if (!Files.exists(data.resolve(FORMATTED))) {
            format(data);
        }
        KafkaRaftServer server = new KafkaRaftServer(config, time);
        server.startup();
        return new LocalKafka(server, clientPort);
    }

    /** What a client's {@code bootstrap.servers} is to be. */
    public String bootstrapServers() {
        return LocalKafkaProperties.HOST + ":" + port;
    }

    /** Stops cleanly: the next start needs no recovery. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Kafka itself would end the JVM where it finds the lock of its folder taken. */
    private static void refuseFolderInUse(Path data) throws IOException {
        try (FileChannel file = FileChannel.open(data.resolve(LOCK), CREATE, WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw inUse(data);
            }
        } catch (OverlappingFileLockException e) {
            throw inUse(data);
        }
    }

    private static IOException inUse(Path data) {
        return new IOException(
                "Kafka's data folder "
                        + data
                        + " is in use by another broker: stop that or choose another folder");
    }

    private static void format(Path data) throws IOException {
        try {
            new Formatter()
                    .setNodeId(LocalKafkaProperties.NODE_ID)
                    .setClusterId(Uuid.randomUuid().toString())
                    .addDirectory(data.toString())
                    .setMetadataLogDirectory(data.toString())
                    .setControllerListenerName(LocalKafkaProperties.CONTROLLER)
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8))
                    .run();
        } catch (Exception e) {
            throw new IOException("Kafka's data folder " + data + " cannot be formatted", e);
        }
    }
}
