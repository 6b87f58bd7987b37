package io.tidemark.bench.report;

import io.tidemark.bench.figures.Contender;
import io.tidemark.bench.model.PairRatios;
import io.tidemark.bench.results.LatencyPoint;
import io.tidemark.bench.results.Throughput;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The pictures beside the tables, as PNG. */
final class Plots {

    private static final int WIDTH = 1000;
    private static final int HEIGHT = 480;
    private static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    /** Beyond this a distribution of some thousand requests has no points left to tell. */
    private static final double LAST_PERCENTILE = 99.95;

    private Plots() {}

    /** Each contender's median ratio to the copy, shape by shape. */
    static void ratios(List<Throughput> runs, Path file) throws IOException {
        Map<String, List<Throughput>> shapes = ThroughputTable.byShape(runs);
        CategoryChart chart =
                new CategoryChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Rows a CPU-second against a job that only copies (median of pairs)")
                        .yAxisTitle("ratio to the copy")
                        .build();
        List<String> names = shapes.keySet().stream().map(Plots::brief).toList();
        for (Contender contender : Contender.values()) {
            List<Double> ratios = new ArrayList<>();
            for (List<Throughput> all : shapes.values()) {
                ratios.add(
                        PairRatios.of(all, contender.label(), Contender.COPY.label())
                                .map(PairRatios::median)
                                .orElse(0.0));
            }
            chart.addSeries(contender.label(), names, ratios);
        }
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        chart.getStyler().setLabelsVisible(false);
        chart.getStyler().setAxisTickLabelsFont(SMALL);
        save(chart, file);
    }

    /** As much of a shape's name as finds room below its bars. */
    private static String brief(String shape) {
        return shape.replace("single rows", "1").replace(" rows", "").replace(" floats", "");
    }

    /** Latency over percentiles, drawn by how few requests were slower. */
    static void latencies(List<LatencyPoint> points, Path file) throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Latency at half capacity, from when the request was due")
                        .xAxisTitle("one of so many requests is slower")
                        .yAxisTitle("ms")
                        .build();
        Map<String, List<LatencyPoint>> lines = new LinkedHashMap<>();
        for (LatencyPoint point : points) {
            if (point.percentile() <= LAST_PERCENTILE) {
                lines.computeIfAbsent(name(point), first -> new ArrayList<>()).add(point);
            }
        }
        lines.forEach(
                (name, line) ->
                        chart.addSeries(
                                        name,
                                        line.stream()
                                                .map(point -> 100 / (100 - point.percentile()))
                                                .toList(),
                                        line.stream().map(LatencyPoint::ms).toList())
                                .setMarker(SeriesMarkers.NONE));
        chart.getStyler().setXAxisLogarithmic(true);
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        save(chart, file);
    }

    private static String name(LatencyPoint point) {
        String what = point.what().equals("answer") ? "answer" : "row visible";
        String rows = point.rowsPerRequest() == 1 ? ", single rows" : "";
        return what + ", step " + point.tickStepMs() + " ms" + rows;
    }

    private static void save(Chart<?, ?> chart, Path file) throws IOException {
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        BitmapEncoder.saveBitmap(chart, file.toString(), BitmapFormat.PNG);
    }
}
