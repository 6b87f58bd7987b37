package io.tidemark.bench.figures;

import io.tidemark.bench.model.PairRatios;
import io.tidemark.bench.process.Compilers;
import io.tidemark.bench.results.Definitions;
import io.tidemark.bench.results.Latency;
import io.tidemark.bench.results.LatencyPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * Latency at half of what the machine bears with clients, ordered reader and broker on it, at three
 * tick steps.
 */
public final class LatencyMeasurement implements Measurement {

    private static final Duration CAPACITY = Duration.ofSeconds(6);

    /** One alone may meet the disk at work on what was written before, or not. */
    private static final int CAPACITIES = 5;

    /** Long enough for two checkpoints. */
    private static final Duration OPEN_LOOP = Duration.ofSeconds(20);

    private static final int ROUNDS = 5;

    private static final int IN_FLIGHT = 256;
    private static final int MOST = 1_000_000;
    private static final double LOAD = 0.5;

    private static final int DEFINITIONS_IN_FLIGHT = 64;
    private static final int DEFINITIONS_ONE_BY_ONE = 300;
    private static final Duration DEFINITIONS = Duration.ofSeconds(6);

    /** Percentiles between two halvings of the distance to 100. */
    private static final int PLOT_STEPS = 5;

    @Override
    public String name() {
        return "latency";
    }

    @Override
    public Duration estimate() {
        return Duration.ofMinutes(22);
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        TickSteps.each(
                stand,
                "step",
                leader -> {
                    latencies(leader, session);
                    if (TickSteps.usual(leader)) {
                        definitions(leader, session);
                    }
                });
    }

    private static void latencies(Leader leader, Session session) throws Exception {
        try (VisibleRows visible = VisibleRows.start(leader.cluster())) {
            byte[][] batches = TickSteps.BATCHES.bodies(0);
            leader.warmUpFully(batches, session);
            latency(leader, visible, TickSteps.BATCHES, batches, session);
            if (TickSteps.usual(leader)) {
                byte[][] singleRows = TickSteps.SINGLE_ROWS.bodies(0);
                leader.warmUpFully(singleRows, session);
                latency(leader, visible, TickSteps.SINGLE_ROWS, singleRows, session);
            }
        }
    }

    private static void latency(
            Leader leader, VisibleRows visible, Shape shape, byte[][] bodies, Session session)
            throws Exception {
        Requester.Source inserts = Loads.inserts(bodies);
        double capacity = capacity(leader, inserts, session);
        double perSecond = capacity * LOAD;
        // What is compiled under full load is compiled anew under this one, by everybody.
        WarmUp.fully(
                leader.everybodysCompilers(),
                session,
                time -> leader.requester().openLoop(inserts, perSecond, time));
        Load load = new Load(leader.cluster().tickStepMs(), shape, perSecond, capacity);
        Histogram answers = new Histogram(3);
        Histogram rows = new Histogram(3);
        for (int round = 1; round <= ROUNDS; round++) {
            visible.forget();
            Requester.Run run =
                    leader.requester().openLoop(inserts, perSecond, session.sized(OPEN_LOOP));
            Timeline timeline = run.timeline();
            Histogram roundAnswers = new Histogram(3);
            Histogram roundRows = new Histogram(3);
            for (int i = 0; i < run.count(); i++) {
                long due = timeline.dueNs(i);
                roundAnswers.recordValue(timeline.answeredNs(i) - due);
                roundRows.recordValue(visible.handedOutNs(timeline.timestamp(i)) - due);
            }
            session.add(Latency.class, load.latency("answer", round, roundAnswers));
            session.add(Latency.class, load.latency("visible", round, roundRows));
            answers.add(roundAnswers);
            rows.add(roundRows);
        }
        load.plot("answer", answers, session);
        load.plot("visible", rows, session);
    }

    /** Requests a second that a closed loop reaches. */
    private static double capacity(Leader leader, Requester.Source inserts, Session session)
            throws Exception {
        List<Double> reached = new ArrayList<>();
        for (int i = 0; i < CAPACITIES; i++) {
            Requester.Run full =
                    leader.requester()
                            .closedLoop(inserts, IN_FLIGHT, session.sized(CAPACITY), MOST);
            reached.add(full.count() / full.seconds());
        }
        return PairRatios.median(reached);
    }

    /** What all rounds of one load share. */
    private record Load(int tickStepMs, Shape shape, double perSecond, double capacity) {

        Latency latency(String what, int round, Histogram histogram) {
            return new Latency(
                    tickStepMs,
                    shape.rows(),
                    shape.dim(),
                    what,
                    round,
                    perSecond,
                    capacity,
                    histogram.getTotalCount(),
                    ms(histogram.getValueAtPercentile(50)),
                    ms(histogram.getValueAtPercentile(90)),
                    ms(histogram.getValueAtPercentile(99)),
                    ms(histogram.getValueAtPercentile(99.9)),
                    ms(histogram.getMaxValue()));
        }

        /** The line of all rounds together. */
        void plot(String what, Histogram histogram, Session session) throws Exception {
            for (HistogramIterationValue point : histogram.percentiles(PLOT_STEPS)) {
                session.note(
                        LatencyPoint.class,
                        new LatencyPoint(
                                tickStepMs,
                                shape.rows(),
                                what,
                                point.getPercentileLevelIteratedTo(),
                                ms(point.getValueIteratedTo())));
            }
        }
    }

    /** Many at a time tells the rate, one at a time the round trip. */
    private static void definitions(Leader leader, Session session) throws Exception {
        WarmUp.fully(
                List.of(leader.compilers(), Compilers.own()),
                session,
                time ->
                        leader.requester()
                                .closedLoop(
                                        Loads.definitions("warm"),
                                        DEFINITIONS_IN_FLIGHT,
                                        time,
                                        MOST));
        note(leader, "many", DEFINITIONS_IN_FLIGHT, MOST, session);
        note(leader, "single", 1, session.sized(DEFINITIONS_ONE_BY_ONE), session);
    }

    private static void note(Leader leader, String names, int inFlight, int most, Session session)
            throws Exception {
        double before = leader.cpuSeconds();
        Requester.Run run =
                leader.requester()
                        .closedLoop(
                                Loads.definitions(names),
                                inFlight,
                                session.sized(DEFINITIONS),
                                most);
        double cpuSeconds = leader.cpuSeconds() - before;
        Histogram answers = new Histogram(3);
        for (int i = 0; i < run.count(); i++) {
            answers.recordValue(run.timeline().answeredNs(i) - run.timeline().dueNs(i));
        }
        session.add(
                Definitions.class,
                new Definitions(
                        inFlight,
                        run.count(),
                        cpuSeconds,
                        run.seconds(),
                        ms(answers.getValueAtPercentile(50)),
                        ms(answers.getValueAtPercentile(99))));
    }

    private static double ms(long ns) {
        return ns / (double) TimeUnit.MILLISECONDS.toNanos(1);
    }
}
