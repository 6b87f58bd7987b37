package io.tidemark.jobs;

import io.tidemark.request.Requests;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SupportsSplitReassignmentOnRecovery;
import org.apache.flink.core.io.InputStatus;

/** A source that now and then holds back some of its splits, and fails. */
final class DisturbedSource<S extends SourceSplit, E> extends WrappedSource<Requests, S, E>
        implements SupportsSplitReassignmentOnRecovery {

    private static final long serialVersionUID = 1L;

    private final Disturbance disturbance;
    private final String place;

    DisturbedSource(Source<Requests, S, E> inner, Disturbance disturbance, String place) {
        super(inner);
        this.disturbance = disturbance;
        this.place = place;
    }

    @Override
    SourceReader<Requests, S> wrap(SourceReader<Requests, S> reader, SourceReaderContext context) {
        return new Reader<>(reader, disturbance, place + " " + context.getIndexOfSubtask());
    }

    private static final class Reader<S extends SourceSplit>
            extends WrappedSource.Reader<Requests, S> {

        private static final int POLLS_A_CHOICE = 8;

        private final Disturbance disturbance;
        private final String place;
        private final Random random;
        // Early enough that each run meets all its failures, however many checkpoints it makes and
        // however many requests a poll hands on.
        private final int failAtPoll;
        private final TreeSet<String> splits = new TreeSet<>();
        private final TreeSet<String> pausedByFlink = new TreeSet<>();
        private final TreeSet<String> pausedHere = new TreeSet<>();
        private final TreeSet<String> paused = new TreeSet<>();
        private int polls;

        Reader(SourceReader<Requests, S> inner, Disturbance disturbance, String place) {
            super(inner);
            this.disturbance = disturbance;
            this.place = place;
            this.random = disturbance.random(place);
            this.failAtPoll = 10 + random.nextInt(40);
        }

        @Override
        public InputStatus pollNext(ReaderOutput<Requests> output) throws Exception {
            if (polls++ % POLLS_A_CHOICE == POLLS_A_CHOICE - 1) {
                pausedHere.clear();
                splits.stream().filter(any -> random.nextInt(3) == 0).forEach(pausedHere::add);
                applyPauses();
            }
            if (polls >= failAtPoll) {
                disturbance.fail(place);
            }
            return inner.pollNext(output);
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            // Also where all other splits are at their ends, the held ones are let go.
            return CompletableFuture.anyOf(
                            inner.isAvailable(),
                            CompletableFuture.runAsync(
                                    () -> {},
                                    CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS)))
                    .thenAccept(any -> {});
        }

        @Override
        public List<S> snapshotState(long checkpointId) {
            if (random.nextInt(8) == 0) {
                disturbance.fail(place + ", checkpoint " + checkpointId);
            }
            return inner.snapshotState(checkpointId);
        }

        @Override
        public void addSplits(List<S> added) {
            added.forEach(split -> splits.add(split.splitId()));
            inner.addSplits(added);
        }

        @Override
        public void pauseOrResumeSplits(Collection<String> toPause, Collection<String> toResume) {
            pausedByFlink.addAll(toPause);
            pausedByFlink.removeAll(toResume);
            applyPauses();
        }

        private void applyPauses() {
            TreeSet<String> wanted = new TreeSet<>(pausedByFlink);
            wanted.addAll(pausedHere);
            List<String> toPause = new ArrayList<>(wanted);
            toPause.removeAll(paused);
            List<String> toResume = new ArrayList<>(paused);
            toResume.removeAll(wanted);
            paused.clear();
            paused.addAll(wanted);
            inner.pauseOrResumeSplits(toPause, toResume);
        }
    }
}
