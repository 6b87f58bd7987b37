package io.tidemark.life;

import java.util.Locale;

/**
 * A metric as people find it: the code registers it by its name, and docs/metrics.md is made from
 * these.
 *
 * @param label what one of several of this name is told by; empty where there is one
 * @param meaning what it says, with its unit
 */
public record Metric(String name, Kind kind, String label, String meaning) {

    /** How its value behaves; counters begin at 0 with each attempt of a task. */
    public enum Kind {
        COUNTER,
        GAUGE,
        HISTOGRAM;

        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static Metric counter(String name, String meaning) {
        return new Metric(name, Kind.COUNTER, "", meaning);
    }

    public static Metric gauge(String name, String meaning) {
        return new Metric(name, Kind.GAUGE, "", meaning);
    }

    public static Metric histogram(String name, String meaning) {
        return new Metric(name, Kind.HISTOGRAM, "", meaning);
    }

    /** The same, one for each value of a label. */
    public Metric by(String value) {
        return new Metric(name, kind, value, meaning);
    }
}
