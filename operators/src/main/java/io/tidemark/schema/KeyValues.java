package io.tidemark.schema;

import io.milvus.grpc.KeyValuePair;
import java.util.List;
import java.util.stream.Stream;

/** Key-value pairs as Milvus sends them: a list, in which a key may stand more than once. */
public final class KeyValues {

    private KeyValues() {}

    /** The values of a key, in the order in which they stand. */
    public static Stream<String> of(List<KeyValuePair> pairs, String key) {
        return pairs.stream().filter(pair -> pair.getKey().equals(key)).map(KeyValuePair::getValue);
    }
}
