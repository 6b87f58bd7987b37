package io.tidemark.bench.figures;

import io.tidemark.bench.results.Throughput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows a CPU-second: every contender of a company works off the same load in turn, round for round,
 * in another order each round. Companies are small, as whoever stands by takes cache and processor
 * from whoever works. All processes are new after some rounds, as what the compilers made of the
 * same code differs from process to process, which the rounds of one process cannot show.
 */
public final class ThroughputMeasurement implements Measurement {

    private static final Duration LOAD = Duration.ofSeconds(2);

    /** What one run takes, its load, its preparation and the count of its messages included. */
    private static final Duration RUN = Duration.ofSeconds(10);

    /** Runs until a contender is compiled, roughly. */
    private static final int WARM_UPS = 4;

    private static final int ROUNDS_A_LIFE = 3;

    private static final Duration START = Duration.ofSeconds(60);

    /**
     * One shape of requests.
     *
     * @param requests of a run, so that it takes some seconds
     */
    public record Load(Shape shape, int requests) {}

    /** By importance. */
    private static final List<Load> ALL =
            List.of(
                    new Load(new Shape(100, 128, 1), 20_000),
                    new Load(new Shape(1, 128, 1), 400_000),
                    new Load(new Shape(100, 768, 1), 1_800));

    /** Everybody, each beside the copy. */
    private static final List<List<Contender>> COMPANIES =
            List.of(
                    List.of(Contender.COPY, Contender.COPY_AGAIN, Contender.TIDEMARK_HEAP),
                    List.of(Contender.COPY, Contender.TIDEMARK_ROCKSDB),
                    List.of(Contender.COPY, Contender.SPLIT, Contender.STREAMS));

    private final List<Load> loads;
    private final List<List<Contender>> companies;
    private final int rounds;

    /** All shapes, by everybody. */
    public ThroughputMeasurement(int rounds) {
        this(ALL, COMPANIES, rounds);
    }

    /**
     * Measures some.
     *
     * @param companies who is on the machine at a time
     * @param rounds of each company
     */
    public ThroughputMeasurement(List<Load> loads, List<List<Contender>> companies, int rounds) {
        this.loads = loads;
        this.companies = companies;
        this.rounds = rounds;
    }

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public Duration estimate() {
        int lives = (rounds + ROUNDS_A_LIFE - 1) / ROUNDS_A_LIFE;
        int runs = loads.size() * (rounds + lives * WARM_UPS);
        long contenders = companies.stream().mapToInt(List::size).sum();
        return START.multipliedBy((long) lives * companies.size())
                .plus(RUN.multipliedBy(contenders * runs));
    }

    @Override
    public void run(Stand stand, Session session) throws Exception {
        Turns turns = new Turns();
        for (int first = 0; first < rounds; first += ROUNDS_A_LIFE) {
            int end = Math.min(rounds, first + ROUNDS_A_LIFE);
            for (int company = 0; company < companies.size(); company++) {
                // No two companies share a round: a pair stood beside each other.
                int before = company * rounds;
                live(stand, session, turns, companies.get(company), before + first, before + end);
            }
        }
    }

    /** Works off some rounds of all loads, by processes that begin and end with them. */
    private void live(
            Stand stand, Session session, Turns turns, List<Contender> company, int first, int end)
            throws Exception {
        List<Lane> lanes = new ArrayList<>();
        try {
            for (Contender contender : company) {
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
