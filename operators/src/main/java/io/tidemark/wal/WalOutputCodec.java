package io.tidemark.wal;

import io.tidemark.request.RequestCodec;
import io.tidemark.wal.WalOutput.Answer;
import io.tidemark.wal.WalOutput.AnswerPack;
import io.tidemark.wal.WalOutput.AnswerPart;
import io.tidemark.wal.WalOutput.Count;
import io.tidemark.wal.WalOutput.DeadLetter;
import io.tidemark.wal.WalOutput.ForSegments;
import io.tidemark.wal.WalOutput.Message;
import io.tidemark.wal.WalOutput.MessagePack;
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
    private static final int FOR_SEGMENTS = 7;
    private static final int ANSWER_PART = 8;
    private static final int MESSAGE_PACK = 9;

    private WalOutputCodec() {}

    public static void write(WalOutput output, DataOutput out) throws IOException {
        if (output instanceof Message message) {
            out.writeByte(MESSAGE);
            out.writeInt(message.channel());
            out.writeLong(message.timestamp());
            out.writeInt(message.writer());
            out.writeInt(message.part());
            RequestCodec.writeBytes(message.body(), out);
        } else if (output instanceof MessagePack pack) {
            out.writeByte(MESSAGE_PACK);
            out.writeInt(pack.channel());
            out.writeInt(pack.writer());
            out.writeInt(pack.count());
            RequestCodec.writeBytes(pack.body(), out);
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
            writeAnswer(answer, out);
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
        } else if (output instanceof ForSegments update) {
            out.writeByte(FOR_SEGMENTS);
            out.writeLong(update.collectionId());
            RequestCodec.writeBytes(update.body(), out);
        } else if (output instanceof AnswerPart part) {
            out.writeByte(ANSWER_PART);
            writeAnswer(part.answer(), out);
            out.writeInt(part.part());
            out.writeInt(part.parts());
        }
    }

    private static void writeAnswer(Answer answer, DataOutput out) throws IOException {
        out.writeInt(answer.partition());
        out.writeLong(answer.offset());
        RequestCodec.write(answer.replyTo(), out);
        out.writeInt(RequestCodec.number(answer.method()));
        out.writeLong(answer.timestamp());
        RequestCodec.writeBytes(answer.body(), out);
    }

    private static Answer readAnswer(DataInput in) throws IOException {
        return new Answer(
                in.readInt(),
                in.readLong(),
                RequestCodec.readReplyTo(in),
                RequestCodec.method(in.readInt()),
                in.readLong(),
                RequestCodec.readBytes(in));
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
            case MESSAGE_PACK ->
                    new MessagePack(
                            in.readInt(), in.readInt(), in.readInt(), RequestCodec.readBytes(in));
            case TICK -> new Tick(in.readInt(), in.readLong(), in.readLong(), in.readLong());
            case COUNT -> new Count(in.readInt(), in.readLong(), in.readInt());
            case ANSWER -> readAnswer(in);
            case DEAD_LETTER ->
                    new DeadLetter(
                            in.readInt(),
                            in.readLong(),
                            RequestCodec.readText(in),
                            RequestCodec.readBytes(in));
            case ANSWER_PACK -> new AnswerPack(in.readInt(), RequestCodec.readBytes(in));
            case FOR_SEGMENTS -> new ForSegments(in.readLong(), RequestCodec.readBytes(in));
            case ANSWER_PART -> new AnswerPart(readAnswer(in), in.readInt(), in.readInt());
            default -> throw new IOException("no output of a task has kind " + kind);
        };
    }
}
