package io.tidemark.jobs.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the build leaves in {@code target}: the jar for a cluster, the folder for a local stack. */
class JobJarITCase {

    private static final Path TARGET = Path.of("target");

    @Test
    void usageExample() throws IOException {
        try (JarFile jar = jobJar()) {
            assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
                    .isEqualTo("io.tidemark.jobs.TidemarkJob");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/tidemark/proto/JsonMessages.class",
                "io/tidemark/request/Method.class",
                "io/milvus/grpc/InsertRequest.class",
                "com/google/protobuf/Message.class",
                "com/google/protobuf/util/JsonFormat.class",
                "org/apache/kafka/clients/producer/KafkaProducer.class",
                "org/apache/flink/connector/kafka/source/KafkaSource.class",
            })
    void theJobJarHasWhatTheClusterLacks(String entry) throws IOException {
        try (JarFile jar = jobJar()) {
            assertThat(jar.getEntry(entry)).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "io/tidemark/jobs/cli/",
                "io/tidemark/jobs/local/",
                "kafka/server/",
                "org/apache/flink/runtime/",
                "org/apache/flink/api/common/",
                "io/milvus/client/",
                "io/grpc/",
                "io/tidemark/connectors/grpc/",
                "picocli/",
                "org/slf4j/",
                "org/apache/logging/",
                "scala/"
            })
    void theJobJarHasNothingElse(String folder) throws IOException {
        try (JarFile jar = jobJar()) {
            assertThat(jar.stream().map(JarEntry::getName)).noneMatch(n -> n.startsWith(folder));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tidemark-proto-",
                "tidemark-operators-",
                "tidemark-connectors-",
                "tidemark-jobs-",
                "flink-clients-",
                "flink-runtime-web-",
                "flink-statebackend-rocksdb-",
                "flink-metrics-prometheus-",
                "kafka_2.13-",
                "kafka-clients-",
                "grpc-netty-shaded-",
                "picocli-",
                "log4j-slf4j-impl-",
                "log4j-core-"
            })
    void theLocalStackFindsItsJarsOnce(String prefix) throws IOException {
        assertThat(libraries()).filteredOn(name -> name.startsWith(prefix)).hasSize(1);
    }

    @Test
    void theLocalStackHasNoTestLibraries() throws IOException {
        assertThat(libraries())
                .noneMatch(name -> name.startsWith("junit") || name.startsWith("assertj"));
    }

    /** Flink's classes are asked for there first: they would meet another Kafka client's. */
    @Test
    void theLocalStackHasNoConnectorBesideTheJobs() throws IOException {
        assertThat(libraries())
                .noneMatch(
                        name ->
                                name.startsWith("flink-connector-kafka-")
                                        || name.startsWith("flink-connector-base-"));
    }

    private static JarFile jobJar() throws IOException {
        return new JarFile(TARGET.resolve("tidemark-job.jar").toFile());
    }

    private static List<String> libraries() throws IOException {
        try (Stream<Path> files = Files.list(TARGET.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
