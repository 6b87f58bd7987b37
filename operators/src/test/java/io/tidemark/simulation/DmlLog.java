package io.tidemark.simulation;

import io.tidemark.wal.WalHeader;
import java.util.ArrayList;
import java.util.List;

/** The simulated topic {@code dml}: every append is shown to the checker at once. */
final class DmlLog {

    record Entry(WalHeader header, byte[] body) {}

    private final List<List<Entry>> channels = new ArrayList<>();
    private final Checker checker;

    DmlLog(int channels, Checker checker) {
        for (int channel = 0; channel < channels; channel++) {
            this.channels.add(new ArrayList<>());
        }
        this.checker = checker;
    }

    void append(int channel, WalHeader header, byte[] body) {
        channels.get(channel).add(new Entry(header, body));
        checker.appended(channel, header, body);
    }

    List<Entry> channel(int channel) {
        return channels.get(channel);
    }

    int size() {
        return channels.stream().mapToInt(List::size).sum();
    }
}
