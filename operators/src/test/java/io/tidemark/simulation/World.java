package io.tidemark.simulation;

import io.tidemark.request.Method;
import io.tidemark.tick.TickGrid;
import io.tidemark.wal.HoldLimit;
import io.tidemark.wal.OrderedReader;
import io.tidemark.wal.Pack;
import io.tidemark.wal.Positions;
import io.tidemark.wal.WalOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Brokers, clients, the ticker and one job after another, in virtual time. The seed decides
 * everything: what clients ask for, how clocks run, which task goes on, what fails.
 */
final class World {

    static final long TICK_STEP_MS = 50;
    private static final int ASKED_ONCE_IN_MS = 8;
    private static final int BROKERS = 3;
    private static final int COLLECTIONS = 4;
    private static final long START_MS = 1_700_000_000_000L;

    /** None divides a number of actors, which is far below them. */
    private static final int[] PRIMES = {1009, 1013, 1019, 1021, 1031};

    private static final int STEPS = 2_500;

    /** What happened, so that the test can tell that faults did. */
    record Faults(
            int crashes,
            int restores,
            int zombieSteps,
            int clockSteps,
            int repeats,
            int lostNodes) {}

    private final Random random;
    private final int channels;
    private final TickGrid grid = new TickGrid(TICK_STEP_MS);
    private final RequestLog log;
    private final Checker checker;
    private final DmlLog dml;
    private final long[] skewMs = new long[BROKERS];
    private final long[] frozenUntil = new long[64];

    private long nowMs = START_MS;
    private long tickerMs;
    private boolean faulty = true;
    private int step;
    private int crashes;
    private int restores;
    private int zombieSteps;
    private int clockSteps;

    private Job job;
    private List<Actor> zombie = List.of();
    private int zombieUntil;

    World(long seed) {
        this.random = new Random(seed);
        this.channels = 1 + random.nextInt(5);
        this.log = new RequestLog(2 + random.nextInt(4));
        this.checker = new Checker(channels, TICK_STEP_MS);
        this.dml = new DmlLog(channels, checker);
        for (int broker = 0; broker < BROKERS; broker++) {
            skewMs[broker] = random.nextLong(401) - 200;
        }
        this.job = start(null);
    }

    private Job start(Checkpoint from) {
        return new Job(
                log,
                channels,
                grid,
                dml,
                checker,
                from,
                random,
                () -> faulty && random.nextInt(400) == 0);
    }

    /** Runs with faults, then without until everything is closed, and compares. */
    Faults run() throws Exception {
        for (step = 0; step < STEPS; step++) {
            if (random.nextInt(4) == 0) {
                advance(1 + random.nextLong(4));
            }
            if (random.nextInt(150) == 0) {
                job.trigger();
            }
            if (random.nextInt(700) == 0) {
                crash();
            }
            act();
            haunt();
        }
        settle();
        compare();
        return new Faults(
                crashes, restores, zombieSteps, clockSteps, checker.repeats(), job.lostNodes());
    }

    private void advance(long ms) {
        for (long until = nowMs + ms; nowMs < until; nowMs++) {
            tick();
            if (faulty && random.nextInt(3) == 0) {
                request();
            }
            if (faulty && random.nextInt(100) == 0) {
                skewMs[random.nextInt(BROKERS)] = random.nextLong(801) - 400;
                clockSteps++;
            }
        }
    }

    /**
     * The ticker, with the maximum of its own clock and the newest time it carried; and proxies
     * that ask for time with what their brokers told.
     */
    private void tick() {
        if (nowMs % TICK_STEP_MS == 0) {
            tickerMs = Math.max(tickerMs + 1, nowMs + skewMs[0] / 2);
            for (int partition = 0; partition < log.partitions(); partition++) {
                append(partition, Method.TIME_TICK, tickerMs, 0, 0);
            }
        } else if (random.nextInt(ASKED_ONCE_IN_MS) == 0) {
            append(0, Method.TIME_TICK, nowMs + skewMs[random.nextInt(BROKERS)], 0, 0);
        }
    }

    private void request() {
        int collection = 1 + random.nextInt(COLLECTIONS);
        // Now and then a token: a timestamp near or, against the rule, far ahead of the log.
        long token = random.nextInt(4) > 0 ? 0 : (nowMs + random.nextInt(700) - 350) << 18;
        if (random.nextInt(30) == 0) {
            int node = random.nextInt(SimulatedNodes.COUNT);
            append(0, Method.REGISTER_NODE, token, node, 1);
        } else if (random.nextInt(8) == 0) {
            boolean create = random.nextInt(3) > 0;
            append(
                    0,
                    create ? Method.CREATE_COLLECTION : Method.DROP_COLLECTION,
                    token,
                    collection,
                    1);
        } else {
            if (random.nextInt(10) == 0) {
                boolean flush = random.nextBoolean();
                append(
                        0,
                        flush ? Method.FLUSH : Method.GET_COLLECTION_STATISTICS,
                        token,
                        collection,
                        1);
            }
            append(
                    1 + random.nextInt(log.partitions() - 1),
                    Method.INSERT,
                    token,
                    collection,
                    1 + random.nextInt(9));
        }
    }

    private void append(int partition, Method method, long token, int collection, int rows) {
        long appendMs = nowMs + skewMs[partition % BROKERS];
        log.append(partition, new RequestLog.Entry(appendMs, method, token, collection, rows));
    }

    private void crash() {
        crashes++;
        // Either only what was under way lives on, or a whole incarnation cut off from the world.
        zombie = random.nextBoolean() ? job.appends() : job.actors();
        zombieUntil = step + random.nextInt(600);
        restores += job.completed() == null ? 0 : 1;
        job = start(job.completed());
    }

    private void act() throws Exception {
        try {
            one(job.actors(), true);
        } catch (TaskFailure e) {
            crash();
        }
    }

    private void haunt() throws Exception {
        if (step >= zombieUntil) {
            zombie = List.of();
            return;
        }
        try {
            zombieSteps += one(zombie, false) ? 1 : 0;
        } catch (TaskFailure e) {
            zombie = List.of();
        }
    }

    /** One of those that are ready goes on; some are held up for a while, as a slow edge is. */
    private boolean one(List<Actor> actors, boolean delays) throws Exception {
        if (actors.isEmpty()) {
            return false;
        }
        if (delays && faulty && random.nextInt(100) == 0) {
            frozenUntil[random.nextInt(frozenUntil.length)] = step + random.nextLong(300);
        }
        // A step coprime to the count visits all of them, in an order of its own each time.
        int at = random.nextInt(actors.size());
        int stride = PRIMES[random.nextInt(PRIMES.length)];
        for (int tried = 0; tried < actors.size(); tried++) {
            at = (at + stride) % actors.size();
            boolean frozen = delays && faulty && frozenUntil[at % frozenUntil.length] > step;
            if (!frozen && actors.get(at).ready()) {
                actors.get(at).run();
                return true;
            }
        }
        return false;
    }

    /** No faults any more and no requests: ticks alone must close everything. */
    private void settle() throws Exception {
        faulty = false;
        zombie = List.of();
        for (int round = 0; round < 20; round++) {
            advance(TICK_STEP_MS);
        }
        finish(job);
    }

    private void finish(Job last) throws Exception {
        boolean acted = true;
        while (acted) {
            acted = one(last.actors(), false);
        }
    }

    private void compare() throws Exception {
        Checker expected = new Checker(channels, TICK_STEP_MS);
        DmlLog undisturbed = new DmlLog(channels, expected);
        finish(new Job(log, channels, grid, undisturbed, expected, null, random, () -> false));
        require(checker.allClosed() && expected.allClosed(), "a message was never closed");
        require(checker.replies().equals(expected.replies()), "answers differ");
        require(checker.replies().size() == requests(), "a request was not answered once");
        List<List<String>> read = read();
        for (int channel = 0; channel < channels; channel++) {
            List<String> result = checker.result(channel);
            require(
                    result.equals(expected.result(channel)),
                    "W5: channel " + channel + " differs from that of an undisturbed run");
            require(
                    read.get(channel).equals(checker.bodies(channel)),
                    "W5: channel " + channel + " is read otherwise than it is in the log");
        }
    }

    private int requests() {
        int requests = 0;
        for (int partition = 0; partition < log.partitions(); partition++) {
            for (int offset = 0; offset < log.size(partition); offset++) {
                requests += log.get(partition, offset).method() == Method.TIME_TICK ? 0 : 1;
            }
        }
        return requests;
    }

    /** What the product's reader makes of the disturbed log, by channel. */
    private List<List<String>> read() {
        List<Integer> all = new ArrayList<>();
        List<List<String>> bodies = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            all.add(channel);
            bodies.add(new ArrayList<>());
        }
        OrderedReader reader =
                new OrderedReader(
                        Positions.earliest(all), new HoldLimit(1_000_000, Long.MAX_VALUE / 2));
        for (int channel = 0; channel < channels; channel++) {
            long offset = 0;
            for (DmlLog.Entry entry : dml.channel(channel)) {
                reader.feed(channel, offset++, entry.header(), entry.body());
            }
        }
        for (Optional<Pack> pack = reader.poll(); pack.isPresent(); pack = reader.poll()) {
            for (WalOutput.Message message : pack.get().messages()) {
                bodies.get(message.channel())
                        .add(new String(message.body(), StandardCharsets.UTF_8));
            }
        }
        return bodies;
    }

    private static void require(boolean holds, String sentence) {
        if (!holds) {
            throw new AssertionError(sentence);
        }
    }
}
