package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TidemarkCommandTest {

    private final TestingConsole console = new TestingConsole();

    @Test
    void usageExample() {
        assertThat(console.run("--help")).isZero();
        assertThat(console.out()).contains("send").contains("timestamp").contains("Exit codes");
    }

    @Test
    void withoutACommandItExplainsItself() {
        assertThat(console.run()).isEqualTo(2);
        assertThat(console.err()).contains("Usage: tidemark");
    }

    @Test
    void sendExplainsEveryOption() {
        assertThat(console.run("send", "--help")).isZero();
        assertThat(console.out())
                .contains("--method", "--file", "--generate", "--bootstrap", "--raw-json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method Nonsense {}|--method to be one of CreateCollection, DropCollection,",
                "--method TimeTick {}|found 'TimeTick'",
                "--method Insert {\"rows\":1}|The request is no Insert. rows: is no field of",
                "--method Insert {} --file x|found both",
                "--method Insert --file /nonexistent/x|found /nonexistent/x",
                "--timeout 0 {}|--timeout must be at least 1",
                "--generate 5|Missing required argument",
                "--generate 0 --collection c|must be at least 1",
                "--kafka nonsense {}|KEY=VALUE",
            })
    void wrongUsageIsToldBeforeKafkaIsAsked(String arguments, String message) {
        assertThat(console.run(("send " + arguments).split(" "))).isEqualTo(2);
        assertThat(console.err()).contains(message).endsWith("See 'tidemark send --help'.\n");
    }

    @Test
    void kafkaAwayIsOneSentence() {
        // Port 1 is reserved and nobody listens there.
        int code =
                console.run(
                        "send",
                        "--method=ShowCollections",
                        "--bootstrap=127.0.0.1:1",
                        "--kafka=default.api.timeout.ms=300",
                        "--kafka=request.timeout.ms=200",
                        "{}");
        assertThat(code).isEqualTo(3);
        assertThat(console.err().lines())
                .singleElement()
                .asString()
                .startsWith("tidemark: Kafka does not answer");
    }
}
