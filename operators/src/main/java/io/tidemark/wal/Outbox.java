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

    /** Beyond this a larger record saves nothing more. */
    private static final int ENOUGH_BYTES = 1 << 16;

    /** A message beyond this pays for a record of its own. */
    private static final int SMALL_BYTES = ENOUGH_BYTES / 8;

    /** Outputs that may wait behind messages, where a step has very many tasks. */
    private static final int MOST_BEHIND = 1024;

    /** The messages of one channel, and the bytes they take together. */
    private static final class Open {
        private final List<Message> messages = new ArrayList<>();
        private int bytes;
    }

    private final Consumer<? super WalOutput> out;
    private final int maxBytes;
    private final Open[] byChannel;
    private final List<WalOutput> behind = new ArrayList<>();

    /**
     * @param channels how many physical channels there are
     * @param maxBytes of a record's value
     * @param out takes messages and packs at once, the rest behind them
     */
    public Outbox(int channels, int maxBytes, Consumer<? super WalOutput> out) {
        this.out = out;
        this.maxBytes = Math.min(maxBytes, ENOUGH_BYTES);
        this.byChannel = new Open[channels];
        for (int channel = 0; channel < channels; channel++) {
            byChannel[channel] = new Open();
        }
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
        Open open = byChannel[message.channel()];
        if (message.body().length > SMALL_BYTES) {
            send(open);
            out.accept(message);
            return;
        }
        int bytes = MessagePacks.bytes(message);
        if (open.bytes + bytes > maxBytes) {
            send(open);
        }
        open.messages.add(message);
        open.bytes += bytes;
    }

    /** Ends the step: all of it goes out. */
    public void flush() {
        for (Open open : byChannel) {
            send(open);
        }
        behind.forEach(out);
        behind.clear();
    }

    private void send(Open open) {
        if (open.messages.size() == 1) {
            out.accept(open.messages.get(0));
        } else if (open.messages.size() > 1) {
            out.accept(MessagePacks.pack(open.messages, open.bytes));
        }
        open.messages.clear();
        open.bytes = 0;
    }
}
