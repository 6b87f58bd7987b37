package io.tidemark.simulation;

import io.tidemark.clock.HybridClock;
import io.tidemark.proto.OpenSegments;
import io.tidemark.request.Request;
import io.tidemark.segment.TestingSegmentStore;
import io.tidemark.task.DmTaskQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/** What the tasks of one incarnation left at a barrier; complete when all of them have. */
final class Checkpoint {

    record Source(int offset, HybridClock.State clock, long nextId) {}

    record Proxy(DmTaskQueue.Kept queue, SortedMap<Long, Request> store, OpenSegments segments) {}

    record Channel(long lastTick, SortedMap<Long, Long> openCells) {}

    final SortedMap<Integer, Source> sources = new TreeMap<>();
    final SortedMap<Integer, Proxy> proxies = new TreeMap<>();
    final SortedMap<Integer, Channel> channels = new TreeMap<>();
    SimulatedMeta meta;
    SortedMap<Long, TestingSegmentStore> segments;
    SimulatedNodes.State nodes;

    boolean complete(int partitions, int channelCount) {
        return sources.size() == partitions
                && proxies.size() == partitions - 1
                && channels.size() == channelCount
                && meta != null
                && segments != null;
    }
}
