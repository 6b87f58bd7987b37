package io.tidemark.bench.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.bench.model.CostModel.Part;
import io.tidemark.bench.results.ModelPoint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CostModelTest {

    private static final double STANDING = 0.02;
    private static final double REQUEST = 40e-6;
    private static final double ROW = 0.5e-6;
    private static final double BYTE = 1.5e-9;
    private static final double TICK = 10e-6;
    private static final double DEFINITION = 300e-6;

    /** A grid whose CPU is exactly what the parts above make of it, times a factor. */
    private static List<ModelPoint> grid(double lastClustersFactor) {
        List<ModelPoint> points = new ArrayList<>();
        int[] channels = {16, 64, 128};
        for (int cluster = 0; cluster < channels.length; cluster++) {
            double factor = cluster == channels.length - 1 ? lastClustersFactor : 1;
            for (int rows : new int[] {1, 10, 100}) {
                for (int dim : new int[] {16, 256}) {
                    long requests = 1_000L * (cluster + 1) + rows;
                    points.add(point(channels[cluster], rows, dim, requests, 0, factor));
                }
            }
            points.add(point(channels[cluster], 0, 0, 0, 400, factor));
            points.add(point(channels[cluster], 0, 0, 0, 0, factor));
        }
        return points;
    }

    private static ModelPoint point(
            int channels, int rows, int dim, long requests, long definitions, double factor) {
        double seconds = 4;
        long bytes = requests * rows * (10 + 4L * dim);
        double ticks = seconds * 20 * channels;
        double cpu =
                STANDING * seconds
                        + REQUEST * requests
                        + ROW * requests * rows
                        + BYTE * bytes
                        + TICK * ticks
                        + DEFINITION * definitions;
        return new ModelPoint(
                channels,
                4,
                50,
                rows,
                dim,
                seconds,
                cpu * factor,
                requests,
                requests * rows,
                bytes,
                definitions);
    }

    @Test
    void usageExample() {
        CostModel model = CostModel.fit(grid(1));

        assertThat(model.of(Part.STANDING)).isCloseTo(STANDING, within(1e-9));
        assertThat(model.of(Part.REQUEST)).isCloseTo(REQUEST, within(1e-12));
        assertThat(model.of(Part.ROW)).isCloseTo(ROW, within(1e-13));
        assertThat(model.of(Part.BYTE)).isCloseTo(BYTE, within(1e-15));
        assertThat(model.of(Part.CHANNEL_TICK)).isCloseTo(TICK, within(1e-12));
        assertThat(model.of(Part.DEFINITION)).isCloseTo(DEFINITION, within(1e-12));
    }

    @Test
    void whatTheModelMadeItTellsWithoutError() {
        List<ModelPoint> points = grid(1);

        CostModel.Accuracy accuracy = CostModel.fit(points).accuracy(points);

        assertThat(accuracy.r2()).isCloseTo(1, within(1e-9));
        assertThat(accuracy.largestError()).isCloseTo(0, within(1e-6));
    }

    @Test
    void aClusterThatIsOtherThanTheRestIsToldWronglyWhenItIsHeldOut() {
        // The two clusters left know nothing of the third, which takes twice what they tell.
        CostModel.Accuracy heldOut = CostModel.heldOut(grid(2));

        assertThat(heldOut.largestError()).isGreaterThan(0.3);
        assertThat(CostModel.heldOut(grid(1)).largestError()).isCloseTo(0, within(1e-6));
    }

    @Test
    void coresAreCpuASecond() {
        ModelPoint idle = point(64, 0, 0, 0, 0, 1);

        assertThat(CostModel.fit(grid(1)).cores(idle))
                .isCloseTo(STANDING + TICK * 20 * 64, within(1e-9));
    }

    @Test
    void noPartGivesCpuBack() {
        List<ModelPoint> points = new ArrayList<>();
        for (ModelPoint point : grid(1)) {
            // As if every definition saved some: less than that cannot be told than nothing.
            double cpu = point.cpuSeconds() - point.definitions() * (DEFINITION + 10e-6);
            points.add(
                    new ModelPoint(
                            point.channels(),
                            point.partitions(),
                            point.tickStepMs(),
                            point.rowsPerRequest(),
                            point.dim(),
                            point.seconds(),
                            cpu,
                            point.requests(),
                            point.rows(),
                            point.bytes(),
                            point.definitions()));
        }

        CostModel model = CostModel.fit(points);

        assertThat(model.of(Part.DEFINITION)).isZero();
        assertThat(model.seconds().values()).allMatch(seconds -> seconds >= 0);
    }

    @Test
    void aPartThatNoPointHasIsNotFitted() {
        List<ModelPoint> inserts =
                grid(1).stream().filter(point -> point.definitions() == 0).toList();

        CostModel model = CostModel.fit(inserts);

        assertThat(model.of(Part.DEFINITION)).isZero();
        assertThat(model.of(Part.REQUEST)).isCloseTo(REQUEST, within(1e-12));
    }
}
