package io.tidemark.definition;

import com.google.protobuf.Message;
import java.util.List;

/**
 * A message of the write-ahead log that tells the readers of a collection about its definition.
 *
 * @param body a {@code milvus.proto.msg} message
 * @param channels indices of the physical channels it is written to, each once, ascending
 */
public record DdMessage(Message body, List<Integer> channels) {}
