package io.tidemark.jobs.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.proto.JsonMessages;
import io.tidemark.request.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Where {@code send} has its request from: the method, and JSON from one of three places. */
final class RequestOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "JSON", description = "the request as a JSON object")
    private String json;

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "CreateCollection",
            description =
                    "what the request asks for, as Milvus names it (default: ${DEFAULT-VALUE})")
    private String methodName;

    @Option(names = "--file", paramLabel = "FILE", description = "read the request from a file")
    private Path file;

    @Option(
            names = "--raw-json",
            description = "send the JSON as it is, to be read by Tidemark, not as protobuf")
    private boolean rawJson;

    /**
     * The request as the options describe it.
     *
     * @throws CommandLine.ParameterException where it is no request of the method
     */
    ClientRequest read(String correlation) throws IOException {
        if (json != null && file != null) {
            throw usage("Expected the request as JSON or in --file, found both");
        }
        Method method = method();
        return new ClientRequest(method, value(method), rawJson, correlation);
    }

    private Method method() {
        return Method.named(methodName)
                .filter(RequestOptions::isAnswered)
                .orElseThrow(
                        () ->
                                usage(
                                        "Expected --method to be one of "
                                                + methods()
                                                + "; found '"
                                                + methodName
                                                + "'"));
    }

    private static String methods() {
        return Arrays.stream(Method.values())
                .filter(RequestOptions::isAnswered)
                .map(Method::rpcName)
                .collect(Collectors.joining(", "));
    }

    private static boolean isAnswered(Method method) {
        return method != Method.TIME_TICK;
    }

    private byte[] value(Method method) throws IOException {
        String text = text();
        if (rawJson) {
            return text.getBytes(UTF_8);
        }
        try {
            return JsonMessages.parse(method.requestPrototype(), text);
        } catch (InvalidProtocolBufferException e) {
            throw usage("The request is no " + method.rpcName() + ". " + e.getMessage());
        }
    }

    private String text() throws IOException {
        if (json != null) {
            return json;
        }
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw usage("Expected --file to name a file that can be read, found " + file);
            }
            return Files.readString(file, UTF_8);
        }
        if (System.in.available() == 0) {
            // A person who gave no request would otherwise wonder what it waits for.
            spec.commandLine().getErr().println("Reading the request (JSON) from standard input …");
        }
        return new String(System.in.readAllBytes(), UTF_8);
    }

    private CommandLine.ParameterException usage(String reason) {
        return new CommandLine.ParameterException(spec.commandLine(), reason);
    }
}
