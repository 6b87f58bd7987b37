package io.tidemark.bench.model;

import io.tidemark.bench.results.ModelPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;

/**
 * CPU of a job, in seconds, as a sum: so much a second for being there, and so much for each
 * request, row, byte, channel tick and definition. No part may be negative: nothing gives CPU back.
 *
 * @param seconds CPU of one unit of each part; 0 where a part is not there
 */
public record CostModel(Map<Part, Double> seconds) {

    /** What costs. */
    public enum Part {
        STANDING("second of being there"),
        REQUEST("request"),
        ROW("row"),
        BYTE("byte"),
        CHANNEL_TICK("tick of a channel"),
        STEP("step of the grid"),
        DEFINITION("definition"),
        /** Of {@code definitions}, by proxies whose requests wait. */
        ASKED_TICK("tick asked for");

        /**
         * From one tick asked for to the next, in seconds, while requests wait always: the default
         * distance and a tick's way through the log. Requests that come meanwhile ask for none.
         */
        private static final double ASKED_DISTANCE = 0.009;

        private final String unit;

        Part(String unit) {
            this.unit = unit;
        }

        /** One of what is counted, in words. */
        public String unit() {
            return unit;
        }

        private double perSecond(ModelPoint point) {
            double count =
                    switch (this) {
                        case STANDING -> point.seconds();
                        case REQUEST -> point.requests();
                        case ROW -> point.rows();
                        case BYTE -> point.bytes();
                        case CHANNEL_TICK -> point.channelTicks();
                        case STEP -> point.steps();
                        case DEFINITION -> point.definitions();
                        case ASKED_TICK ->
                                point.requests()
                                        / (1 + point.requests() / point.seconds() * ASKED_DISTANCE);
                    };
            return count / point.seconds();
        }
    }

    /**
     * How well a model tells points.
     *
     * @param r2 share of the points' variance that it explains
     * @param medianError of the CPU of a point, as a share of what was measured
     * @param largestError likewise
     */
    public record Accuracy(double r2, double medianError, double largestError) {}

    /**
     * The least squares of CPU a second. Parts that come out negative are taken out, the most
     * negative first, until none does.
     */
    public static CostModel fit(List<ModelPoint> points) {
        List<Part> parts = new ArrayList<>(Arrays.asList(Part.values()));
        // What all points have alike cannot be told from standing, nor what none has.
        parts.removeIf(part -> part != Part.STANDING && alike(part, points));
        while (true) {
            double[] fitted = leastSquares(points, parts);
            int least =
                    IntStream.range(0, fitted.length)
                            .reduce((a, b) -> fitted[a] <= fitted[b] ? a : b)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("nothing to fit: no point"));
            if (fitted[least] >= 0) {
                Map<Part, Double> seconds = new EnumMap<>(Part.class);
                for (int i = 0; i < fitted.length; i++) {
                    seconds.put(parts.get(i), fitted[i]);
                }
                return new CostModel(seconds);
            }
            parts.remove(least);
        }
    }

    /** Whether a part has one rate at all points, but for how it was rounded. */
    private static boolean alike(Part part, List<ModelPoint> points) {
        DoubleSummaryStatistics rates =
                points.stream().mapToDouble(part::perSecond).summaryStatistics();
        return rates.getMax() - rates.getMin() <= 1e-9 * rates.getMax();
    }

    /** Units differ by nine orders of magnitude, so each column is scaled to at most 1. */
    private static double[] leastSquares(List<ModelPoint> points, List<Part> parts) {
        double[][] columns = new double[points.size()][parts.size()];
        double[] cpu = new double[points.size()];
        double[] scale = new double[parts.size()];
        for (int i = 0; i < points.size(); i++) {
            for (int j = 0; j < parts.size(); j++) {
                columns[i][j] = parts.get(j).perSecond(points.get(i));
                scale[j] = Math.max(scale[j], columns[i][j]);
            }
            cpu[i] = points.get(i).cpuSeconds() / points.get(i).seconds();
        }
        for (double[] row : columns) {
            for (int j = 0; j < row.length; j++) {
                row[j] /= scale[j];
            }
        }
        double[] fitted =
                new QRDecomposition(new Array2DRowRealMatrix(columns))
                        .getSolver()
                        .solve(new ArrayRealVector(cpu))
                        .toArray();
        for (int j = 0; j < fitted.length; j++) {
            fitted[j] /= scale[j];
        }
        return fitted;
    }

    /** Seconds of CPU of one unit. */
    public double of(Part part) {
        return seconds.getOrDefault(part, 0.0);
    }

    /** Cores, that is seconds of CPU a second, at such a point's rates. */
    public double cores(ModelPoint point) {
        return Arrays.stream(Part.values())
                .mapToDouble(part -> of(part) * part.perSecond(point))
                .sum();
    }

    /** How well this model tells these points. */
    public Accuracy accuracy(List<ModelPoint> points) {
        return accuracy(points, points.stream().map(this::cores).toList());
    }

    /** As above, where each cluster's points are told by a model that has not seen them. */
    public static Accuracy heldOut(List<ModelPoint> points) {
        TreeMap<String, CostModel> models = new TreeMap<>();
        for (ModelPoint point : points) {
            models.computeIfAbsent(
                    point.cluster(),
                    cluster ->
                            fit(
                                    points.stream()
                                            .filter(other -> !other.cluster().equals(cluster))
                                            .toList()));
        }
        return accuracy(
                points,
                points.stream().map(point -> models.get(point.cluster()).cores(point)).toList());
    }

    private static Accuracy accuracy(List<ModelPoint> points, List<Double> told) {
        double mean = points.stream().mapToDouble(CostModel::measured).average().orElse(Double.NaN);
        double left = 0;
        double all = 0;
        List<Double> errors = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            double measured = measured(points.get(i));
            left += Math.pow(measured - told.get(i), 2);
            all += Math.pow(measured - mean, 2);
            errors.add(Math.abs(told.get(i) - measured) / measured);
        }
        return new Accuracy(
                1 - left / all,
                PairRatios.median(errors),
                errors.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN));
    }

    private static double measured(ModelPoint point) {
        return point.cpuSeconds() / point.seconds();
    }
}
