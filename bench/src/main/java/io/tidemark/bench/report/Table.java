package io.tidemark.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table in Markdown. */
final class Table {

    private final List<String> lines = new ArrayList<>();

    Table(String... heads) {
        lines.add(line((Object[]) heads));
        lines.add("|" + "---|".repeat(heads.length));
    }

    Table row(Object... cells) {
        lines.add(line(cells));
        return this;
    }

    private static String line(Object... cells) {
        StringBuilder line = new StringBuilder("|");
        for (Object cell : cells) {
            line.append(' ').append(cell).append(" |");
        }
        return line.toString();
    }

    /** A number to three places that tell something, with thousands apart. */
    static String number(double value) {
        double size = Math.abs(value);
        if (size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        if (size >= 10) {
            return String.format(Locale.ROOT, "%.1f", value);
        }
        return String.format(Locale.ROOT, size >= 1 || value == 0 ? "%.2f" : "%.3f", value);
    }

    static String percent(double share) {
        return number(share * 100) + " %";
    }

    @Override
    public String toString() {
        return String.join("\n", lines);
    }
}
