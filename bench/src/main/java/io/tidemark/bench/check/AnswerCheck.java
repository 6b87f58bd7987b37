package io.tidemark.bench.check;

import com.google.protobuf.InvalidProtocolBufferException;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.MutationResult;
import io.milvus.grpc.Status;
import io.tidemark.bench.check.LoggedRequest.Kind;
import io.tidemark.bench.check.Violation.Promise;
import io.tidemark.bench.load.Answers;
import io.tidemark.jobs.Topics;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Brings answers and dead letters to their requests. */
final class AnswerCheck {

    private final Topics topics;
    private final RequestStore requests;
    private final Report report;

    AnswerCheck(Topics topics, RequestStore requests, Report report) {
        this.topics = topics;
        this.requests = requests;
        this.report = report;
    }

    void answer(ConsumerRecord<byte[], byte[]> message) {
        report.count("answers", 1);
        byte[] correlation = Correlations.of(message);
        if (correlation == null
                || correlation.length == 0
                || requests.correlations().ambiguous(correlation)) {
            report.count("answers that no request can be told by", 1);
            return;
        }
        int request = requests.correlations().find(correlation);
        if (request == RequestStore.NONE) {
            violated(
                    Promise.NOTHING_IS_INVENTED,
                    message,
                    "answers correlation '"
                            + Answers.header(message, "correlation")
                            + "', which no request has");
            return;
        }
        long fingerprint = Answers.fingerprint(message);
        if (!requests.outcomes().answered(request)) {
            first(request, fingerprint, message);
        } else {
            report.count("answers repeated", 1);
            if (requests.outcomes().fingerprint(request) != fingerprint) {
                violated(
                        Promise.REPETITIONS_ARE_THE_SAME_BYTES,
                        message,
                        "answers correlation '"
                                + Answers.header(message, "correlation")
                                + "' again with other bytes");
            }
        }
    }

    private void first(int request, long fingerprint, ConsumerRecord<byte[], byte[]> message) {
        String stamp = Answers.header(message, "timestamp");
        long timestamp = stamp == null ? 0 : Long.parseLong(stamp);
        boolean json = "application/json".equals(Answers.header(message, "content-type"));
        boolean legible = !json;
        int code = 0;
        boolean affirmed = false;
        long firstId = 0;
        if (!json) {
            try {
                Status status = Answers.status(Answers.header(message, "method"), message.value());
                code = status.getCode();
                if (code == 0 && requests.kind(request) == Kind.INSERT) {
                    firstId = inserted(request, timestamp, message);
                } else if (requests.kind(request).asks()) {
                    affirmed = BoolResponse.parseFrom(message.value()).getValue();
                }
            } catch (InvalidProtocolBufferException broken) {
                legible = false;
                violated(
                        Promise.EVERY_REQUEST_IS_ANSWERED,
                        message,
                        "is no message: " + broken.getMessage());
            }
        }
        requests.outcomes()
                .answer(
                        request,
                        new Outcomes.Answer(
                                fingerprint,
                                timestamp,
                                legible,
                                code,
                                affirmed,
                                appendedMs(message),
                                firstId));
    }

    /** 0 where the topic has the times of those who write it. */
    private static long appendedMs(ConsumerRecord<byte[], byte[]> message) {
        return message.timestampType() == TimestampType.LOG_APPEND_TIME ? message.timestamp() : 0;
    }

    private long inserted(int request, long timestamp, ConsumerRecord<byte[], byte[]> message)
            throws InvalidProtocolBufferException {
        MutationResult result = MutationResult.parseFrom(message.value());
        int rows = requests.rows(request);
        List<Long> ids = result.getIDs().getIntId().getDataList();
        int named = ids.size() + result.getIDs().getStrId().getDataCount();
        if (!requests.opaque(request) && (result.getInsertCnt() != rows || named != rows)) {
            violated(
                    Promise.W6_ACKNOWLEDGED_IS_IN_THE_LOG,
                    message,
                    "acknowledges %d rows and names %d keys of a request of %d rows"
                            .formatted(result.getInsertCnt(), named, rows));
        }
        if (result.getTimestamp() != timestamp) {
            violated(
                    Promise.W3_ONE_TIMESTAMP_AND_ONE_GRID,
                    message,
                    "has timestamp %d in its header, %d in its result"
                            .formatted(timestamp, result.getTimestamp()));
        }
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i) != ids.get(0) + i) {
                return 0;
            }
        }
        return ids.isEmpty() ? 0 : ids.get(0);
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> message) {
        report.count("dead letters", 1);
        String topic = Answers.header(message, "topic");
        int partition = Integer.parseInt(Answers.header(message, "partition"));
        int logPartition = topics.definitions().equals(topic) ? 0 : 1 + partition;
        int request =
                requests.find(logPartition, Long.parseLong(Answers.header(message, "offset")));
        if (request == RequestStore.NONE) {
            violated(
                    Promise.NOTHING_IS_INVENTED,
                    message,
                    "tells of %s-%d@%s, where no record lies"
                            .formatted(topic, partition, Answers.header(message, "offset")));
        } else {
            requests.outcomes().deadLetter(request);
        }
    }

    private void violated(Promise promise, ConsumerRecord<byte[], byte[]> message, String what) {
        report.violated(promise, message.topic(), message.partition(), message.offset(), what);
    }
}
