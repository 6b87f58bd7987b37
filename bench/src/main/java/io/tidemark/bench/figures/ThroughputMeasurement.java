package io.tidemark.bench.figures;

import io.tidemark.bench.results.Throughput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rows a CPU-second: every contender works off the same load in turn, round for round, in another
 * order each round. All processes are new after some rounds, as what the compilers made of the same
 * code differs from process to process, which the rounds of one process cannot show.
 */
public final class ThroughputMeasurement implements Measurement {

    private static final Duration LOAD = Duration.ofSeconds(2);

    /** What one run takes, its load, its preparation and the count of its messages included. */
    private static final Duration RUN = Duration.ofSeconds(9);

    /** Runs until a contender is compiled, roughly. */
    private static final int WARM_UPS = 4;

    private static final int ROUNDS_A_LIFE = 2;

    private static final Duration START = Duration.ofSeconds(60);

    /**
     * One shape of requests.
     *
     * @param requests of a run, so that it takes some seconds
     */
    public record Load(Shape shape, int requests) {}

    /** By importance. */
    public static final List<Load> ALL =
            List.of(
                    new Load(new Shape(100, 128, 1), 10_000),
                    new Load(new Shape(1, 128, 1), 200_000),
                    new Load(new Shape(100, 768, 1), 1_800));

    private final List<Load> loads;
    private final List<Contender> contenders;
    private final int rounds;

    public ThroughputMeasurement(List<Load> loads, List<Contender> contenders, int rounds) {
        this.loads = loads;
        this.contenders = contenders;
        this.rounds = rounds;
    }

    /** Everybody, over all shapes. */
    public static ThroughputMeasurement ofAll(int rounds) {
        return new ThroughputMeasurement(ALL, Arrays.asList(Contender.values()), rounds);
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public Duration estimate() {
        int lives = (rounds + ROUNDS_A_LIFE - 1) / ROUNDS_A_LIFE;
        int runs = loads.size() * (rounds + lives * WARM_UPS);
        return START.multipliedBy(lives).plus(RUN.multipliedBy((long) contenders.size() * runs));
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        Turns turns = new Turns();
        for (int first = 0; first < rounds; first += ROUNDS_A_LIFE) {
            live(stand, session, turns, first, Math.min(rounds, first + ROUNDS_A_LIFE));
        }
    }

    /** Works off some rounds of all loads, by processes that begin and end with them. */
    private void live(Stand stand, Session session, Turns turns, int first, int end)
            throws Exception {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (Contender contender : contenders) {
                String prefix = contender.label() + "-" + first + "-";
                lanes.add(Lane.start(stand, contender, prefix, shapes()));
            }
            for (Load load : loads) {
                byte[][] bodies = load.shape().bodies(0);
                int requests = session.sized(load.requests());
                Duration over = session.sized(LOAD);
                for (Lane lane : lanes) {
                    lane.warmUp(load.shape(), bodies, requests, over);
                }
                for (int round = first; round < end; round++) {
                    for (Lane lane : turns.next(lanes)) {
                        session.add(
                                Throughput.class,
                                lane.run(load.shape(), bodies, requests, over, round));
                    }
                }
            }
        } finally {
            for (Lane lane : lanes) {
                lane.close();
            }
        }
    }

    private List<Shape> shapes() {
        return loads.stream().map(Load::shape).toList();
    }
}
