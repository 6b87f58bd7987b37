package io.tidemark.wal;

import io.tidemark.request.Method;
import io.tidemark.request.ReplyTo;

/**
 * What an executed task hands to its writer. A {@link Message}, a {@link MessagePack} and a {@link
 * Tick} are written to {@code dml}; everything else goes on, in order, once every message before it
 * is acknowledged.
 */
public sealed interface WalOutput {

    /**
     * One message of the write-ahead log.
     *
     * @param channel physical channel, 0 to N − 1: the partition of {@code dml}
     * @param timestamp hybrid timestamp of its request
     * @param writer log partition whose task wrote it
     * @param part running number over all messages of this writer and timestamp on this channel
     * @param body a serialized {@code milvus.proto.msg} message
     */
    record Message(int channel, long timestamp, int writer, int part, byte[] body)
            implements WalOutput {}

    /**
     * Several messages of one writer and channel, in one record of the log.
     *
     * @param channel physical channel
     * @param writer log partition whose task wrote them
     * @param count how many they are, at least 2
     * @param body a serialized {@code tidemark.PackedMessages}, in the order of timestamp and part
     */
    record MessagePack(int channel, int writer, int count, byte[] body) implements WalOutput {}

    /**
     * A channel tick: no new message of the channel has a timestamp at or below it.
     *
     * @param previous the tick before it on this channel, 0 for none
     * @param count messages of the channel above {@code previous} and at or below this tick
     */
    record Tick(int channel, long timestamp, long previous, long count) implements WalOutput {}

    /**
     * How many messages a writer put on a channel within one cell of the tick grid.
     *
     * @param cell the grid cell: physical ms / tick step
     * @param messages 0 where only time is told: the channel is to tick at the end of the cell
     */
    record Count(int channel, long cell, int messages) implements WalOutput {}

    /**
     * The answer to a request.
     *
     * @param partition log partition of the request
     * @param offset of the request, for the dead letter of an answer that cannot be delivered
     * @param timestamp of the request
     * @param body the serialized response message of the method
     */
    record Answer(
            int partition, long offset, ReplyTo replyTo, Method method, long timestamp, byte[] body)
            implements WalOutput {}

    /**
     * Answers to several requests, in one record.
     *
     * @param replyTo partition of {@code responses}; it exists
     * @param body a serialized {@code tidemark.PackedAnswers}
     */
    record AnswerPack(int replyTo, byte[] body) implements WalOutput {}

    /**
     * What the view of segments learns of a collection, or is asked about it.
     *
     * @param body a serialized {@code tidemark.SegmentUpdate}
     */
    record ForSegments(long collectionId, byte[] body) implements WalOutput {}

    /**
     * One part of an answer that several collections answer together.
     *
     * @param answer as it will be, with this part's bytes alone: a protobuf message whose parts are
     *     concatenated is the message that they make together
     * @param part its place among the parts, from 0
     * @param parts how many there are
     */
    record AnswerPart(Answer answer, int part, int parts) implements WalOutput {}

    /**
     * What could not be parsed or executed.
     *
     * @param partition log partition
     * @param head the first bytes of the record, at most {@link #MAX_HEAD}
     */
    record DeadLetter(int partition, long offset, String error, byte[] head) implements WalOutput {
        public static final int MAX_HEAD = 4096;
    }
}
