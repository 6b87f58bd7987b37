package io.tidemark.jobs.cli;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Channels as a person names them: {@code 0,3-5}.
 *
 * @param channels physical channels, at least one
 */
record ChannelList(SortedSet<Integer> channels) {

    private static final int MAX_CHANNELS = 4096;

    ChannelList {
        channels = Collections.unmodifiableSortedSet(new TreeSet<>(channels));
    }

    /** All channels of a log. */
    static ChannelList all(int count) {
        TreeSet<Integer> all = new TreeSet<>();
        IntStream.range(0, count).forEach(all::add);
        return new ChannelList(all);
    }

    /** For the command line. */
    static final class Converter implements ITypeConverter<ChannelList> {

        @Override
        public ChannelList convert(String text) {
            TreeSet<Integer> channels = new TreeSet<>();
            for (String part : text.split(",", -1)) {
                String[] ends = part.split("-", -1);
                int first = number(ends[0], text);
                int last = ends.length == 1 ? first : number(ends[ends.length - 1], text);
                if (ends.length > 2 || last < first) {
                    throw refused(text);
                }
                IntStream.rangeClosed(first, last).forEach(channels::add);
            }
            return new ChannelList(channels);
        }

        private static int number(String text, String whole) {
            if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) < MAX_CHANNELS) {
                return Integer.parseInt(text);
            }
            throw refused(whole);
        }

        private static TypeConversionException refused(String text) {
            return new TypeConversionException("expected channels as 0,3-5, found '" + text + "'");
        }
    }
}
