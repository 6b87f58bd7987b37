package io.tidemark.wal;

import io.tidemark.wal.WalOutput.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What one step of a writer's tasks puts out. Small messages of a channel share a record; what is
 * no message follows behind all of the step's messages, in its order, so that the acknowledgement
 * gate behind an outbox holds nothing back for less than before. Nothing stays in it from one step
 * to the next.
 */
public final class Outbox implements Consumer<WalOutput> {

    /** A larger message pays for a record of its own. */
    private static final int SMALL_BYTES = 1 << 13;

    /** Outputs that may wait behind messages, where a step has very many tasks. */
    private static final int MOST_BEHIND = 1024;

    private final Consumer<? super WalOutput> out;
    private final SharedRecords<Message> messages;
    private final List<WalOutput> behind = new ArrayList<>();

    /**
     * @param channels how many physical channels there are
     * @param maxBytes of a record's value
     * @param out takes messages and packs at once, the rest behind them
     */
    public Outbox(int channels, int maxBytes, Consumer<? super WalOutput> out) {
        this.out = out;
        this.messages = new SharedRecords<>(channels, maxBytes, MessagePacks::pack);
    }

    /** Takes the next output of the step; messages of one writer in the order of their key. */
    @Override
    public void accept(WalOutput output) {
        if (output instanceof Message message) {
            add(message);
        } else {
            behind.add(output);
            if (behind.size() == MOST_BEHIND) {
                flush();
            }
        }
    }

    private void add(Message message) {
        if (message.body().length > SMALL_BYTES) {
            messages.drain(message.channel(), out);
            out.accept(message);
        } else {
            messages.add(message.channel(), message, MessagePacks.bytes(message), out);
        }
    }

    /** Ends the step: all of it goes out. */
    public void flush() {
        messages.drain(out);
        behind.forEach(out);
        behind.clear();
    }
}
