package io.tidemark.task;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.Method;
import java.util.ArrayList;
import java.util.List;

/** Keeps what was told, in order. */
final class TestingTaskMetrics implements TaskMetrics {

    private final List<String> told = new ArrayList<>();

    @Override
    public void executed(Method method) {
        told.add("executed " + method);
    }

    @Override
    public void refused(ErrorKind error) {
        told.add("refused " + error);
    }

    @Override
    public void failed(Method method) {
        told.add("failed " + method);
    }

    List<String> told() {
        return told;
    }
}
