package io.tidemark.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever order a log of the same messages and ticks was appended in, however often each was
 * repeated, wherever the reader was stopped and began again: the packs are the same.
 */
class OrderedReaderPropertyTest {

    private static final int CHANNELS = 3;
    private static final int CELL = 10;
    private static final int CELLS = 12;
    private static final HoldLimit LIMIT = new HoldLimit(10_000, 1 << 20);

    /** A channel's messages and ticks, before anybody appended them. */
    private record Content(List<WalHeader.Message> messages, List<WalHeader.Tick> ticks) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void anyLogOfTheSameContentGivesTheSamePacks(long seed) {
        Random random = new Random(seed);
        List<Content> contents = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            contents.add(content(random, channel));
        }
        List<String> expected = expected(contents);

        for (int run = 0; run < 20; run++) {
            List<TestingLog> logs = new ArrayList<>();
            for (int channel = 0; channel < CHANNELS; channel++) {
                logs.add(log(random, channel, contents.get(channel)));
            }
            assertThat(read(random, logs)).as("seed %d, run %d", seed, run).isEqualTo(expected);
        }
    }

    private static Content content(Random random, int channel) {
        TreeSet<WalHeader.Message> messages = new TreeSet<>();
        for (int i = random.nextInt(60); i > 0; i--) {
            messages.add(
                    new WalHeader.Message(
                            1 + random.nextInt(CELLS * CELL - 1),
                            random.nextInt(3),
                            random.nextInt(3)));
        }
        List<WalHeader.Tick> ticks = new ArrayList<>();
        long previous = 0;
        for (int cell = 1; cell <= CELLS; cell++) {
            long end = (long) cell * CELL - 1;
            // Channel 2 is set to tick rarely where it is idle; the last cell closes all.
            boolean due = channel != 2 || cell % 4 == 0 || random.nextBoolean();
            if (due) {
                ticks.add(new WalHeader.Tick(end, previous, between(messages, previous, end)));
                previous = end;
            }
        }
        return new Content(List.copyOf(messages), ticks);
    }

    private static long between(Iterable<WalHeader.Message> messages, long previous, long end) {
        long count = 0;
        for (WalHeader.Message m : messages) {
            count += m.timestamp() > previous && m.timestamp() <= end ? 1 : 0;
        }
        return count;
    }

    /** What the rule promises, computed from the content alone. */
    private static List<String> expected(List<Content> contents) {
        TreeSet<Long> ends = new TreeSet<>();
        contents.forEach(c -> c.ticks().forEach(tick -> ends.add(tick.timestamp())));
        List<String> packs = new ArrayList<>();
        long begin = 0;
        for (long end : ends) {
            List<WalOutput.Message> together = new ArrayList<>();
            for (int channel = 0; channel < CHANNELS; channel++) {
                for (WalHeader.Message m : contents.get(channel).messages()) {
                    if (m.timestamp() > begin && m.timestamp() <= end) {
                        together.add(message(channel, m));
                    }
                }
            }
            together.sort(
                    Comparator.comparing(
                            (WalOutput.Message m) ->
                                    "%06d %06d %06d %06d"
                                            .formatted(
                                                    m.timestamp(),
                                                    m.writer(),
                                                    m.channel(),
                                                    m.part())));
            packs.add(describe(begin, end, together));
            begin = end;
        }
        return packs;
    }

    /** Appends the content in an order W1 permits: a tick comes after all messages it covers. */
    private static TestingLog log(Random random, int channel, Content content) {
        List<WalHeader> waiting = new ArrayList<>(content.messages());
        waiting.addAll(content.ticks());
        Collections.shuffle(waiting, random);
        List<WalHeader> appended = new ArrayList<>();
        TestingLog log = new TestingLog();
        while (!waiting.isEmpty()) {
            WalHeader next = waiting.get(random.nextInt(waiting.size()));
            if (next instanceof WalHeader.Message message && random.nextInt(3) == 0) {
                pack(log, channel, message, waiting, appended, random);
            } else if (next instanceof WalHeader.Message
                    || (next instanceof WalHeader.Tick tick && covered(waiting, tick))) {
                waiting.remove(next);
                appended.add(next);
                append(log, channel, next);
            }
            if (!appended.isEmpty() && random.nextInt(3) == 0) {
                append(log, channel, appended.get(random.nextInt(appended.size())));
            }
        }
        return log;
    }

    /** Appends a message and some others of its writer as one record, old ones among them. */
    private static void pack(
            TestingLog log,
            int channel,
            WalHeader.Message first,
            List<WalHeader> waiting,
            List<WalHeader> appended,
            Random random) {
        List<WalHeader> others = new ArrayList<>(waiting);
        others.addAll(appended);
        TreeSet<WalHeader.Message> together = new TreeSet<>(List.of(first));
        for (WalHeader other : others) {
            if (other instanceof WalHeader.Message message
                    && message.writer() == first.writer()
                    && random.nextInt(4) == 0) {
                together.add(message);
            }
        }
        together.forEach(waiting::remove);
        appended.addAll(together);
        if (together.size() == 1) {
            append(log, channel, first);
            return;
        }
        log.pack(
                together.stream()
                        .map(key -> message(channel, key))
                        .toArray(WalOutput.Message[]::new));
    }

    private static boolean covered(List<WalHeader> waiting, WalHeader.Tick tick) {
        return waiting.stream()
                .noneMatch(
                        h ->
                                h instanceof WalHeader.Message message
                                        && message.timestamp() <= tick.timestamp());
    }

    private static void append(TestingLog log, int channel, WalHeader header) {
        log.append(header, header instanceof WalHeader.Message m ? body(channel, m) : new byte[0]);
    }

    private static WalOutput.Message message(int channel, WalHeader.Message key) {
        return new WalOutput.Message(
                channel, key.timestamp(), key.writer(), key.part(), body(channel, key));
    }

    private static byte[] body(int channel, WalHeader.Message m) {
        return (channel + ":" + m).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads the channels a few records at a time in a random order, and begins anew at times. */
    private static List<String> read(Random random, List<TestingLog> logs) {
        OrderedReader reader = new OrderedReader(Positions.earliest(List.of(0, 1, 2)), LIMIT);
        long[] next = new long[CHANNELS];
        List<String> packs = new ArrayList<>();
        while (!finished(logs, next)) {
            int channel = random.nextInt(CHANNELS);
            TestingLog log = logs.get(channel);
            for (int i = random.nextInt(10); i > 0 && next[channel] < log.size(); i--) {
                TestingLog.Entry entry = log.from(next[channel]++).get(0);
                reader.feed(channel, entry.offset(), entry.header(), entry.body());
            }
            int most = random.nextInt(4);
            Optional<Pack> pack = most == 0 ? Optional.empty() : reader.poll();
            while (pack.isPresent()) {
                packs.add(describe(pack.get().begin(), pack.get().end(), pack.get().messages()));
                pack = --most == 0 ? Optional.empty() : reader.poll();
            }
            if (random.nextInt(20) == 0) {
                reader = new OrderedReader(reader.positions(), LIMIT);
                TreeMap<Integer, Position> positions = new TreeMap<>(reader.positions().channels());
                positions.forEach((c, position) -> next[c] = position.offset());
            }
        }
        for (Optional<Pack> pack = reader.poll(); pack.isPresent(); pack = reader.poll()) {
            packs.add(describe(pack.get().begin(), pack.get().end(), pack.get().messages()));
        }
        return packs;
    }

    private static boolean finished(List<TestingLog> logs, long[] next) {
        for (int channel = 0; channel < CHANNELS; channel++) {
            if (next[channel] < logs.get(channel).size()) {
                return false;
            }
        }
        return true;
    }

    private static String describe(long begin, long end, List<WalOutput.Message> messages) {
        StringBuilder text = new StringBuilder("(" + begin + ", " + end + "]");
        for (WalOutput.Message m : messages) {
            text.append(' ').append(new String(m.body(), StandardCharsets.UTF_8));
        }
        return text.toString();
    }
}
