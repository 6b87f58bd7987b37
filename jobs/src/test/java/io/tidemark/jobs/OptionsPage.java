package io.tidemark.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.apache.flink.util.TimeUtils;

/** The page {@code docs/options.md}, made from the code. */
final class OptionsPage {

    private OptionsPage() {}

    static String text() {
        List<String> lines = new ArrayList<>();
        lines.add("# Options");
        lines.add("");
        lines.add(
                "Made from the code; a test compares the two. Options stand in"
                        + " `flink-conf/config.yaml`; the environment overrules them, and the job's"
                        + " command line both: `TIDEMARK_ROLE=follower` and `--role follower` are"
                        + " `tidemark.role: follower`.");
        lines.add("");
        lines.add("## Of a job");
        lines.add("");
        lines.add(
                "Each start may set them anew; none shapes a byte of the log. Every other key below"
                        + " `tidemark.kafka.` goes to every Kafka client as it is"
                        + " (`tidemark.kafka.security.protocol: SSL`); the environment overrules it"
                        + " only where the file has it too. Files that such a key names are read"
                        + " where the job is submitted, by the JobManager and by each"
                        + " TaskManager.");
        table(TidemarkOptions.class, lines);
        lines.add("");
        lines.add("## Fixed when a cluster is created");
        lines.add("");
        lines.add(
                "The first job to start writes them into topic `cluster`; from then on the topic"
                        + " says what holds, and these keys say nothing.");
        table(ClusterOptions.class, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void table(Class<?> area, List<String> lines) {
        lines.add("");
        lines.add("| key | type | default | meaning |");
        lines.add("|---|---|---|---|");
        for (ConfigOption<?> option : KnownOptions.of(area)) {
            lines.add(
                    "| `%s` | %s | %s | %s |"
                            .formatted(
                                    option.key(), type(option), standard(option), meaning(option)));
        }
    }

    private static String standard(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value == null) {
            return "none";
        }
        if (value instanceof Duration duration) {
            return "`" + TimeUtils.formatWithHighestUnit(duration) + "`";
        }
        if (value instanceof Enum<?> constant) {
            return "`" + constant.name().toLowerCase(Locale.ROOT) + "`";
        }
        return value.toString().isEmpty() ? "empty" : "`" + value + "`";
    }

    /** Flink keeps an option's class to itself, but names it where a value is not of it. */
    private static String type(ConfigOption<?> option) {
        Configuration wrong = new Configuration();
        wrong.setString(option.key(), "?");
        try {
            wrong.get(option);
            return "text";
        } catch (IllegalArgumentException e) {
            return typeOf(option);
        }
    }

    private static String typeOf(ConfigOption<?> option) {
        Object value = option.defaultValue();
        if (value instanceof Duration) {
            return "duration";
        }
        if (value instanceof Enum<?> constant) {
            List<String> names = new ArrayList<>();
            for (Object each : constant.getDeclaringClass().getEnumConstants()) {
                names.add("`" + each.toString().toLowerCase(Locale.ROOT) + "`");
            }
            return String.join(", ", names);
        }
        if (value instanceof Boolean) {
            return "`true`, `false`";
        }
        return value == null || value instanceof Number ? "number" : "size";
    }

    private static String meaning(ConfigOption<?> option) {
        return new HtmlFormatter()
                .format(option.description())
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("<prefix>-rootcoord-dml_<i>", "`<prefix>-rootcoord-dml_<i>`");
    }
}
