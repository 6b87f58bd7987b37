package io.tidemark.bench.process;

import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The baseline: a Flink job that copies {@code requests} to {@code dml} and does nothing else. */
@Command(name = "copy", hidden = true)
public final class CopyCommand implements Callable<Integer> {

    @Mixin private JobOptions options;

    @Override
    public Integer call() throws Exception {
        Configuration configuration = options.flink();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(configuration);
        env.configure(configuration);
        String output = options.topics().dml();
        KafkaSource<byte[]> source =
                KafkaSource.<byte[]>builder()
                        .setTopics(options.topics().requests())
                        .setProperties(options.consumer())
                        .setProperty("partition.discovery.interval.ms", "-1")
                        .setProperty("commit.offsets.on.checkpoint", "false")
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setValueOnlyDeserializer(new Bytes())
                        .build();
        KafkaRecordSerializationSchema<byte[]> copy =
                (value, context, timestamp) -> new ProducerRecord<>(output, value);
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "requests")
                .uid("requests")
                .sinkTo(
                        KafkaSink.<byte[]>builder()
                                .setBootstrapServers(options.bootstrap())
                                .setKafkaProducerConfig(options.producer())
                                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                                .setRecordSerializer(copy)
                                .build())
                .uid("copy")
                .name("copy");
        env.executeAsync("copy");
        Child.ready("copy");
        Child.tellCompiling();
        return 0;
    }

    private static final class Bytes implements DeserializationSchema<byte[]> {

        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] message) {
            return message;
        }

        @Override
        public boolean isEndOfStream(byte[] next) {
            return false;
        }

        @Override
        public TypeInformation<byte[]> getProducedType() {
            return PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        }
    }
}
