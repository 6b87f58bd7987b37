package io.tidemark.wal;

import io.tidemark.request.RequestCodec;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.DeadLetter;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.Tick;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Outputs of tasks as bytes, for the network between tasks. */
public final class WalOutputCodec {

    private static final int MESSAGE = 1;
    private static final int TICK = 2;
    private static final int COUNT = 3;
    private static final int ANSWER = 4;
    private static final int DEAD_LETTER = 5;
    private static final int ANSWER_PACK = 6;

    private WalOutputCodec() {}

    public static void write(WalOutput output, DataOutput out) throws IOException {
        if (output instanceof Message message) {
            out.writeByte(MESSAGE);
            out.writeInt(message.channel());
            out.writeLong(message.timestamp());
            out.writeInt(message.writer());
            out.writeInt(message.part());
            RequestCodec.writeBytes(message.body(), out);
        } else if (output instanceof Tick tick) {
            out.writeByte(TICK);
            out.writeInt(tick.channel());
            out.writeLong(tick.timestamp());
            out.writeLong(tick.previous());
            out.writeLong(tick.count());
        } else if (output instanceof Count count) {
            out.writeByte(COUNT);
            out.writeInt(count.channel());
            out.writeLong(count.cell());
            out.writeInt(count.messages());
        } else if (output instanceof Answer answer) {
            out.writeByte(ANSWER);
            out.writeInt(answer.partition());
            out.writeLong(answer.offset());
            RequestCodec.write(answer.replyTo(), out);
            out.writeInt(RequestCodec.number(answer.method()));
            out.writeLong(answer.timestamp());
            RequestCodec.writeBytes(answer.body(), out);
        } else if (output instanceof DeadLetter deadLetter) {
            out.writeByte(DEAD_LETTER);
            out.writeInt(deadLetter.partition());
            out.writeLong(deadLetter.offset());
            RequestCodec.writeText(deadLetter.error(), out);
            RequestCodec.writeBytes(deadLetter.head(), out);
        } else if (output instanceof AnswerPack pack) {
            out.writeByte(ANSWER_PACK);
            out.writeInt(pack.replyTo());
            RequestCodec.writeBytes(pack.body(), out);
        }
    }

    public static WalOutput read(DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case MESSAGE ->
                    new Message(
                            in.readInt(),
                            in.readLong(),
                            in.readInt(),
                            in.readInt(),
                            RequestCodec.readBytes(in));
            case TICK -> new Tick(in.readInt(), in.readLong(), in.readLong(), in.readLong());
            case COUNT -> new Count(in.readInt(), in.readLong(), in.readInt());
            case ANSWER ->
                    new Answer(
                            in.readInt(),
                            in.readLong(),
                            RequestCodec.readReplyTo(in),
                            RequestCodec.method(in.readInt()),
                            in.readLong(),
                            RequestCodec.readBytes(in));
            case DEAD_LETTER ->
                    new DeadLetter(
                            in.readInt(),
                            in.readLong(),
                            RequestCodec.readText(in),
                            RequestCodec.readBytes(in));
            case ANSWER_PACK -> new AnswerPack(in.readInt(), RequestCodec.readBytes(in));
            default -> throw new IOException("no output of a task has kind " + kind);
        };
    }
}
