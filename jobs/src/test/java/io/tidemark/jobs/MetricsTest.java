package io.tidemark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.connectors.kafka.DmlWriterMetrics;
import io.tidemark.operators.FlinkTaskMetrics;
import io.tidemark.operators.QueueMetrics;
import io.tidemark.operators.TickMetrics;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of docs/metrics.md names what the code names, all of it and nothing else. */
class MetricsTest {

    private static final List<Class<?>> NAMED_IN =
            List.of(
                    FlinkTaskMetrics.class,
                    QueueMetrics.class,
                    DmlWriterMetrics.class,
                    TickMetrics.class);
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `.*?` \\| `(\\w+)` \\| \\w+ \\| (?:`(\\w+)`)? ?\\|", Pattern.MULTILINE);

    @Test
    void usageExample() throws Exception {
        assertThat(documented()).contains(QueueMetrics.LENGTH, TickMetrics.NEWEST_TICK);
    }

    @Test
    void theTableAndTheCodeAgree() throws Exception {
        assertThat(documented()).containsExactlyInAnyOrderElementsOf(inCode());
    }

    private static List<String> documented() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "metrics.md"));
        List<String> names = new ArrayList<>();
        for (MatchResult row : ROW.matcher(page).results().toList()) {
            names.add(row.group(1));
            if (row.group(2) != null) {
                names.add(row.group(2));
            }
        }
        return names;
    }

    private static List<String> inCode() throws Exception {
        List<String> names = new ArrayList<>();
        for (Class<?> type : NAMED_IN) {
            for (Field field : type.getDeclaredFields()) {
                if (Modifier.isPublic(field.getModifiers()) && field.getType() == String.class) {
                    names.add((String) field.get(null));
                }
            }
        }
        return names;
    }
}
