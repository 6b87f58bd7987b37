package io.tidemark.task;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was told, in order. */
final class TestingTaskMetrics implements TaskMetrics {

    private final List<String> told = new ArrayList<>();

    @Override
    public void executed() {
        told.add("executed");
    }

    @Override
    public void refused() {
        told.add("refused");
    }

    @Override
    public void failed() {
        told.add("failed");
    }

    List<String> told() {
        return told;
    }
}
