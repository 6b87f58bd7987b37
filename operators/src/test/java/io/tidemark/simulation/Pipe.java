package io.tidemark.simulation;

import io.tidemark.wal.WalHeader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A producer's way to one channel of {@code dml}: appends come in order, each at some later step,
 * its acknowledgement later still, or never.
 */
final class Pipe {

    /**
     * A record under way.
     *
     * @param acknowledged what its acknowledgement causes
     */
    private record InFlight(WalHeader header, byte[] body, Runnable acknowledged) {}

    private final int channel;
    private final DmlLog dml;
    private final BooleanSupplier losesAcknowledgement;
    private final Deque<InFlight> sent = new ArrayDeque<>();
    private final Deque<InFlight> appended = new ArrayDeque<>();
    private boolean broken;

    Pipe(int channel, DmlLog dml, BooleanSupplier losesAcknowledgement) {
        this.channel = channel;
        this.dml = dml;
        this.losesAcknowledgement = losesAcknowledgement;
    }

    void send(WalHeader header, byte[] body, Runnable acknowledged) {
        sent.add(new InFlight(header, body, acknowledged));
    }

    Actor appends() {
        return new Actor() {
            @Override
            public boolean ready() {
                return !sent.isEmpty();
            }

            @Override
            public void run() {
                append();
            }
        };
    }

    List<Actor> actors() {
        Actor acknowledges =
                new Actor() {
                    @Override
                    public boolean ready() {
                        return !appended.isEmpty();
                    }

                    @Override
                    public void run() {
                        appended.remove().acknowledged().run();
                    }
                };
        return List.of(appends(), acknowledges);
    }

    /** Everything sent is appended and acknowledged, as a flush waits for; or it fails. */
    void flush() {
        if (broken) {
            throw new TaskFailure("a flush waits for an acknowledgement that was lost");
        }
        while (!sent.isEmpty()) {
            append();
        }
        while (!appended.isEmpty()) {
            appended.remove().acknowledged().run();
        }
    }

    private void append() {
        InFlight record = sent.remove();
        dml.append(channel, record.header(), record.body());
        if (losesAcknowledgement.getAsBoolean()) {
            broken = true;
            throw new TaskFailure("an acknowledgement was lost");
        }
        appended.add(record);
    }
}
