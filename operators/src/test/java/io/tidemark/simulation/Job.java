package io.tidemark.simulation;

import io.tidemark.clock.HybridClock;
import io.tidemark.clock.IdAllocator;
import io.tidemark.proto.OpenSegments;
import io.tidemark.task.DmTaskQueue;
import io.tidemark.tick.TickGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** One incarnation of the job: the graph of the design, every edge with delays of its own. */
final class Job {

    private final RequestLog log;
    private final int channels;
    private final TickGrid grid;
    private final DmlLog dml;
    private final Checker checker;
    private final Random random;
    private final BooleanSupplier losesAcknowledgement;

    private final List<SourceTask> sources = new ArrayList<>();
    private final List<TickTask> tickTasks = new ArrayList<>();
    private ViewTask view;
    private final List<ProxyTask> proxies = new ArrayList<>();
    private final List<Actor> actors = new ArrayList<>();
    private final List<Actor> appends = new ArrayList<>();

    private SimulatedNodes nodes;
    private Checkpoint completed;
    private Checkpoint inProgress;
    private long checkpointId;

    /**
     * Starts the job.
     *
     * @param from null for a start from the beginning of the log
     * @param random decides the order of steps; must not decide anything else
     */
    Job(
            RequestLog log,
            int channels,
            TickGrid grid,
            DmlLog dml,
            Checker checker,
            Checkpoint from,
            Random random,
            BooleanSupplier losesAcknowledgement) {
        this.log = log;
        this.channels = channels;
        this.grid = grid;
        this.dml = dml;
        this.checker = checker;
        this.random = random;
        this.losesAcknowledgement = losesAcknowledgement;
        this.completed = from;
        build(from);
    }

    private void build(Checkpoint from) {
        int partitions = log.partitions();
        view =
                new ViewTask(
                        partitions,
                        from == null ? new TreeMap<>() : from.segments,
                        checker::answered,
                        this);
        for (int channel = 0; channel < channels; channel++) {
            Checkpoint.Channel state =
                    from == null
                            ? new Checkpoint.Channel(0, new TreeMap<>())
                            : from.channels.get(channel);
            tickTasks.add(new TickTask(channel, partitions, grid, state, pipe(channel), this));
        }
        for (int partition = 1; partition < partitions; partition++) {
            Checkpoint.Proxy state =
                    from == null
                            ? new Checkpoint.Proxy(
                                    DmTaskQueue.Kept.NOTHING,
                                    new TreeMap<>(),
                                    OpenSegments.getDefaultInstance())
                            : from.proxies.get(partition);
            Consumer<Element> out = toTicks(partition);
            proxies.add(new ProxyTask(partition, state, grid, channels, writer(out), out, this));
        }
        Consumer<Element> rootOut = toTicks(0);
        WriterTask rootWriter = new WriterTask(writer(rootOut), rootOut);
        nodes = new SimulatedNodes(from == null ? SimulatedNodes.State.INITIAL : from.nodes);
        RootTask root =
                new RootTask(
                        from == null ? new SimulatedMeta() : from.meta.copy(),
                        nodes,
                        grid,
                        channels,
                        element -> proxies.forEach(p -> p.send(ProxyTask.META, element)),
                        element -> rootWriter.send(0, element),
                        this);
        for (int partition = 0; partition < partitions; partition++) {
            Operator next = partition == 0 ? root : proxies.get(partition - 1);
            Checkpoint.Source state =
                    from == null
                            ? new Checkpoint.Source(
                                    0, HybridClock.State.INITIAL, IdAllocator.INITIAL)
                            : from.sources.get(partition);
            sources.add(
                    new SourceTask(
                            partition, log, state, random, element -> next.send(0, element)));
        }
        actors.addAll(sources);
        actors.addAll(root.actors());
        actors.addAll(rootWriter.actors());
        proxies.forEach(proxy -> actors.addAll(proxy.actors()));
        tickTasks.forEach(task -> actors.addAll(task.actors()));
        actors.addAll(view.actors());
    }

    private Pipe pipe(int channel) {
        Pipe pipe = new Pipe(channel, dml, losesAcknowledgement);
        actors.addAll(pipe.actors());
        appends.add(pipe.appends());
        return pipe;
    }

    private Writer writer(Consumer<Element> out) {
        List<Pipe> pipes = new ArrayList<>();
        for (int channel = 0; channel < channels; channel++) {
            pipes.add(pipe(channel));
        }
        return new Writer(grid, pipes, out);
    }

    /** Counts go to their channel, watermarks and barriers to all, answers to the client. */
    private Consumer<Element> toTicks(int input) {
        return element -> {
            if (element instanceof Element.Counted counted) {
                tickTasks.get(counted.count().channel()).send(input, element);
            } else if (element instanceof Element.Reply reply) {
                checker.answered(reply);
            } else if (element instanceof Element.ForSegments) {
                view.send(input, element);
            } else {
                tickTasks.forEach(task -> task.send(input, element));
                view.send(input, element);
            }
        };
    }

    /** Begins a checkpoint, unless one is under way. */
    void trigger() {
        if (inProgress == null) {
            inProgress = new Checkpoint();
            checkpointId++;
            sources.forEach(source -> source.trigger(checkpointId, inProgress));
        }
    }

    void snapshot(Consumer<Checkpoint> part) {
        part.accept(inProgress);
        if (inProgress.complete(log.partitions(), channels)) {
            completed = inProgress;
            inProgress = null;
        }
    }

    /** The last complete checkpoint, or null. */
    Checkpoint completed() {
        return completed;
    }

    /** How many nodes this incarnation has seen lost. */
    int lostNodes() {
        return nodes.lost();
    }

    /** Everything that could go on. */
    List<Actor> actors() {
        return actors;
    }

    /** The appends under way, which outlive a task that is killed. */
    List<Actor> appends() {
        return appends;
    }
}
