package io.tidemark.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of prose with marks where tables go. */
final class Page {

    private static final Pattern MARK = Pattern.compile("\\{\\{([a-z-]+)}}");

    private Page() {}

    /** Reads a page of this package and puts the tables in. */
    static String fill(String name, Map<String, String> tables) throws IOException {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("no page " + name);
            }
            return fillText(new String(in.readAllBytes(), UTF_8), tables);
        }
    }

    static String fillText(String text, Map<String, String> tables) {
        return MARK.matcher(text)
                .replaceAll(
                        mark -> {
                            String table = tables.get(mark.group(1));
                            if (table == null) {
                                throw new IllegalArgumentException(
                                        "nothing is known of " + mark.group());
                            }
                            return Matcher.quoteReplacement(table);
                        });
    }
}
