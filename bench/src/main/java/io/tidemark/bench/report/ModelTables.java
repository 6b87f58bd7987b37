package io.tidemark.bench.report;

import io.tidemark.bench.figures.Contender;
import io.tidemark.bench.model.CostModel;
import io.tidemark.bench.model.CostModel.Part;
import io.tidemark.bench.results.ModelPoint;
import io.tidemark.bench.results.Throughput;
import java.util.List;
import java.util.Locale;

/** What the page on scale tells by numbers. */
final class ModelTables {

    private static final double MICROSECONDS = 1e6;
    private static final double GIGABYTE = 1e9;

    /** A row's key and the framing of its columns; the rest are four bytes a float. */
    private static final int ROW_BYTES = 10;

    private ModelTables() {}

    static String parts(CostModel model) {
        Table table = new Table("CPU of one", "µs");
        for (Part part : Part.values()) {
            double microseconds = model.of(part) * MICROSECONDS;
            table.row(
                    part.unit(),
                    microseconds == 0 || microseconds >= 0.01
                            ? Table.number(microseconds)
                            : String.format(Locale.ROOT, "%.6f", microseconds));
        }
        return table.toString();
    }

    static String accuracy(List<ModelPoint> points, CostModel model) {
        Table table =
                new Table("", "points", "R²", "error of the median point", "of the worst point");
        row(table, "fitted to all", points.size(), model.accuracy(points));
        row(table, "each cluster held out in turn", points.size(), CostModel.heldOut(points));
        return table.toString();
    }

    private static void row(Table table, String name, int points, CostModel.Accuracy accuracy) {
        table.row(
                name,
                points,
                Table.number(accuracy.r2()),
                Table.percent(accuracy.medianError()),
                Table.percent(accuracy.largestError()));
    }

    /** The model, made at moderate load, against what the same job did at full load. */
    static String atFullLoad(CostModel model, List<Throughput> runs) {
        if (runs.isEmpty()) {
            return "Full load was not measured with these results.";
        }
        Table table =
                new Table(
                        "requests of",
                        "rows a CPU-second by the model",
                        "measured at full load",
                        "model / measured");
        ThroughputTable.byShape(runs)
                .forEach(
                        (shape, all) -> {
                            List<Throughput> own =
                                    all.stream()
                                            .filter(
                                                    run ->
                                                            run.contender()
                                                                    .equals(
                                                                            Contender.TIDEMARK_HEAP
                                                                                    .label()))
                                            .toList();
                            if (!own.isEmpty()) {
                                fullLoad(table, shape, model, own);
                            }
                        });
        return table.toString();
    }

    private static void fullLoad(
            Table table, String shape, CostModel model, List<Throughput> runs) {
        double measured = Rounds.median(runs, Throughput::rowsPerCpuSecond);
        Throughput run = runs.get(0);
        double told = 1 / perRow(model, run.rowsPerRequest(), run.dim());
        table.row(shape, Table.number(told), Table.number(measured), Table.number(told / measured));
    }

    /** CPU of a row in a request of so many. */
    private static double perRow(CostModel model, int rows, int dim) {
        return model.of(Part.REQUEST) / rows
                + model.of(Part.ROW)
                + model.of(Part.BYTE) * bytes(dim);
    }

    private static double bytes(int dim) {
        return ROW_BYTES + (double) Float.BYTES * dim;
    }

    /** What a thousand channels and ten gigabytes a second would take. */
    static String atScale(CostModel model) {
        Table table =
                new Table("what", "requests a second", "rows a second", "ticks a second", "cores");
        ticks(table, model, 50);
        ticks(table, model, 200);
        rows(table, model, 100, 768);
        rows(table, model, 100, 128);
        rows(table, model, 1, 768);
        return table.toString();
    }

    private static void ticks(Table table, CostModel model, int tickStepMs) {
        ModelPoint idle = new ModelPoint(1_000, 4, tickStepMs, 0, 0, 1, 0, 0, 0, 0, 0);
        table.row(
                "1,000 idle channels at " + tickStepMs + " ms",
                0,
                0,
                Table.number(idle.channelTicks()),
                Table.number(model.cores(idle)));
    }

    private static void rows(Table table, CostModel model, int rows, int dim) {
        double perSecond = 10 * GIGABYTE / bytes(dim);
        ModelPoint load =
                new ModelPoint(
                        1_000,
                        4,
                        50,
                        rows,
                        dim,
                        1,
                        0,
                        (long) (perSecond / rows),
                        (long) perSecond,
                        (long) (10 * GIGABYTE),
                        0);
        table.row(
                "10 GB/s in requests of " + rows + " × " + dim + " floats, 1,000 channels at 50 ms",
                Table.number((double) load.requests()),
                Table.number((double) load.rows()),
                Table.number(load.channelTicks()),
                Table.number(model.cores(load)));
    }
}
