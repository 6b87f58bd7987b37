package io.tidemark.bench;

import io.tidemark.bench.figures.CatchUpMeasurement;
import io.tidemark.bench.figures.IdleMeasurement;
import io.tidemark.bench.figures.LatencyMeasurement;
import io.tidemark.bench.figures.Measurement;
import io.tidemark.bench.figures.ModelMeasurement;
import io.tidemark.bench.figures.ReadMeasurement;
import io.tidemark.bench.figures.ThroughputMeasurement;
import java.util.List;

/** Everything that {@code figures} takes. */
final class Measurements {

    private Measurements() {}

    static List<Measurement> byImportance(int rounds) {
        return List.of(
                new ThroughputMeasurement(rounds),
                new LatencyMeasurement(),
                new ReadMeasurement(),
                new CatchUpMeasurement(),
                new IdleMeasurement(),
                new ModelMeasurement());
    }
}
