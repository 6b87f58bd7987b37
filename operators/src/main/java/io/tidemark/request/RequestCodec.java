package io.tidemark.request;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Requests as bytes, for the network between tasks and for queues in state. */
public final class RequestCodec {

    private static final byte VERSION = 1;
    private static final int NO_METHOD = -1;
    private static final int NO_REFUSAL = -1;

    private RequestCodec() {}

    public static void write(Request request, DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeShort(request.partition());
        out.writeLong(request.offset());
        out.writeLong(request.timestamp());
        out.writeLong(request.firstId());
        out.writeInt(request.idCount());
        out.writeInt(number(request.method()));
        write(request.payload(), out);
        write(request.replyTo(), out);
        Refusal refusal = request.refusal();
        out.writeInt(refusal == null ? NO_REFUSAL : refusal.kind().code());
        if (refusal != null) {
            writeText(refusal.reason(), out);
        }
    }

    public static Request read(DataInput in) throws IOException {
        byte version = in.readByte();
        if (version != VERSION) {
            throw new IOException("expected a request of version 1, found " + version);
        }
        int partition = in.readUnsignedShort();
        long offset = in.readLong();
        long timestamp = in.readLong();
        long firstId = in.readLong();
        int idCount = in.readInt();
        Method method = method(in.readInt());
        Payload payload = Payload.of(readBytes(in));
        ReplyTo replyTo = readReplyTo(in);
        int code = in.readInt();
        Refusal refusal =
                code == NO_REFUSAL ? null : new Refusal(ErrorKind.ofCode(code), readText(in));
        return new Request(
                partition, offset, timestamp, firstId, idCount, method, payload, replyTo, refusal);
    }

    public static void write(Requests requests, DataOutput out) throws IOException {
        out.writeShort(requests.partition());
        out.writeLong(requests.logMs());
        out.writeInt(requests.all().size());
        for (Request request : requests.all()) {
            write(request, out);
        }
    }

    public static Requests readAll(DataInput in) throws IOException {
        int partition = in.readUnsignedShort();
        long logMs = in.readLong();
        Request[] all = new Request[in.readInt()];
        for (int index = 0; index < all.length; index++) {
            all[index] = read(in);
        }
        return new Requests(partition, Arrays.asList(all), logMs);
    }

    public static void write(ReplyTo replyTo, DataOutput out) throws IOException {
        out.writeInt(replyTo.partition());
        writeBytes(replyTo.correlation(), out);
        out.writeBoolean(replyTo.json());
    }

    public static ReplyTo readReplyTo(DataInput in) throws IOException {
        return new ReplyTo(in.readInt(), readBytes(in), in.readBoolean());
    }

    private static void write(Payload payload, DataOutput out) throws IOException {
        out.writeInt(payload.size());
        out.write(payload.bytes(), payload.from(), payload.size());
    }

    public static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    public static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** Text of any length, unlike {@link DataOutput#writeUTF}. */
    public static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    public static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    /** The method a codec wrote by its number; null for {@code NO_METHOD}. */
    public static Method method(int number) throws IOException {
        if (number == NO_METHOD) {
            return null;
        }
        return Method.ofNumber(number)
                .orElseThrow(() -> new IOException("no method has number " + number));
    }

    /** The number by which a codec writes a method. */
    public static int number(Method method) {
        return method == null ? NO_METHOD : method.number();
    }
}
