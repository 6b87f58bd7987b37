package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.request.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/clients.md} lists every RPC as the code serves it. */
class RpcTableTest {

    private static final Path PAGE = Path.of("../docs/clients.md");
    private static final String WRITE = "tidemark.docs.write";
    private static final String BEGIN = "<!-- made from the code: begin -->\n";
    private static final String END = "<!-- made from the code: end -->\n";

    @Test
    void usageExample() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        if (Boolean.getBoolean(WRITE)) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "docs/clients.md does not list what the code serves; write the table anew"
                                + " with: mvn -q test -pl connectors -am -Dtest=RpcTableTest"
                                + " -Dsurefire.failIfNoSpecifiedTests=false -D"
                                + WRITE
                                + "=true")
                .contains(BEGIN + table() + END);
    }

    @Test
    void everyRpcHasItsLine() {
        for (Rpc rpc : Rpc.all()) {
            assertThat(table()).containsOnlyOnce("| `" + rpc.name() + "` |");
        }
        assertThat(table())
                .contains("| `Insert` | yes | `requests` |\n")
                .contains("| `CreateRole` | no | |\n");
    }

    private static String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| RPC | served | its requests go to |");
        lines.add("|---|---|---|");
        for (Rpc rpc : Rpc.all()) {
            lines.add(
                    "| `%s` | %s |%s |"
                            .formatted(
                                    rpc.name(),
                                    rpc.served() ? "yes" : "no",
                                    rpc.method().map(RpcTableTest::topic).orElse("")));
        }
        return String.join("\n", lines) + "\n";
    }

    private static String topic(Method method) {
        return method.topic() == Method.Topic.DEFINITIONS ? " `definitions`" : " `requests`";
    }
}
