package io.tidemark.jobs.cli;

import io.tidemark.proto.JsonMessages;
import io.tidemark.request.Method;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sends a request, or a load of inserts, and shows what was answered. */
@Command(
        name = "send",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends a Milvus request through Kafka and prints its answer as JSON.",
            "The request is JSON too: an argument, a file, or standard input. Field names are those"
                    + " of Milvus' .proto files; a collection's schema is an object."
        },
        footer = {
            "",
            "Examples:",
            "  tidemark send --method ShowCollections '{}'",
            "  tidemark send --method CreateCollection --file create.json",
            "  tidemark send --generate 1000 --collection books --dim 128"
        })
final class SendCommand implements Callable<Integer> {

    private static final int SESSION_BYTES = 8;

    @Spec private CommandSpec spec;
    @Mixin private RequestOptions request;
    @Mixin private KafkaOptions kafka;

    @Option(
            names = "--partition",
            paramLabel = "I",
            defaultValue = "0",
            description =
                    "partition of topic 'requests', where the method goes there"
                            + " (default: ${DEFAULT-VALUE}; generated inserts go to all in turn)")
    private int partition;

    @Option(
            names = "--reply-to",
            paramLabel = "I",
            defaultValue = "0",
            description = "partition of topic 'responses' to answer to (default: ${DEFAULT-VALUE})")
    private int replyTo;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "how long to wait for an answer (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds;

    @ArgGroup(exclusive = false, heading = "%nInstead of one request, a load of inserts:%n")
    private InsertLoad load;

    @Override
    public Integer call() throws IOException, TimeoutException {
        validate();
        String session = session();
        Duration timeout = Duration.ofSeconds(timeoutSeconds);
        // What is wrong with the request itself is told before Kafka is asked for anything.
        ClientRequest single = load == null ? request.read(session) : null;
        try (RequestClient client = RequestClient.open(kafka.client(), kafka.topics(), replyTo)) {
            return single == null
                    ? generate(client, session, timeout)
                    : single(client, single, timeout);
        }
    }

    private void validate() {
        if (timeoutSeconds < 1 || replyTo < 0 || partition < 0) {
            throw usage("--timeout must be at least 1, --reply-to and --partition at least 0");
        }
        if (load != null && !load.complaint().isEmpty()) {
            throw usage(load.complaint());
        }
    }

    private int single(RequestClient client, ClientRequest request, Duration timeout)
            throws TimeoutException {
        int partitions = client.partitions(request.method());
        int target = request.method().topic() == Method.Topic.DEFINITIONS ? 0 : partition;
        if (target >= partitions) {
            throw usage(
                    "--partition must be less than "
                            + partitions
                            + ", the number of partitions of topic requests; found "
                            + partition);
        }
        int[] code = {TidemarkCommand.OK};
        Pipeline pipeline =
                new Pipeline(
                        client,
                        request.correlation(),
                        1,
                        timeout,
                        answer -> code[0] = print(answer));
        pipeline.send(request.method(), request.value(), request.json(), target);
        pipeline.finish();
        return code[0];
    }

    private int print(ClientAnswer answer) {
        spec.commandLine().getOut().println(JsonMessages.print(answer.message()));
        return answer.ok() ? TidemarkCommand.OK : TidemarkCommand.ANSWERED_WITH_ERROR;
    }

    private int generate(RequestClient client, String session, Duration timeout)
            throws TimeoutException {
        try {
            InsertLoad.Report report = load.run(client, session, timeout);
            spec.commandLine().getOut().println(report.text());
            return report.failed() == 0 ? TidemarkCommand.OK : TidemarkCommand.ANSWERED_WITH_ERROR;
        } catch (AnsweredException e) {
            spec.commandLine().getErr().println("tidemark: " + e.getMessage());
            return TidemarkCommand.ANSWERED_WITH_ERROR;
        }
    }

    private CommandLine.ParameterException usage(String reason) {
        return new CommandLine.ParameterException(spec.commandLine(), reason);
    }

    private static String session() {
        byte[] bytes = new byte[SESSION_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
