package io.tidemark.definition;

import static io.tidemark.definition.Context.require;

import io.milvus.grpc.KeyValuePair;
import io.tidemark.request.RefusedException;
import io.tidemark.schema.KeyValues;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Key-value pairs of an entry: one value a key, sorted by key. */
final class Properties {

    private Properties() {}

    /**
     * @throws RefusedException INVALID_PARAMETER where a request alters nothing, or sets and
     *     deletes at once
     */
    static void requireOneOf(List<KeyValuePair> set, List<String> deleted) throws RefusedException {
        require(
                set.isEmpty() || deleted.isEmpty(),
                "can not provide properties and deletekeys at the same time");
        require(
                !(set.isEmpty() && deleted.isEmpty()),
                "The properties and delete keys must not both be empty");
    }

    /**
     * The pairs that a creation sets, as {@link #altered} has them.
     *
     * @throws RefusedException INVALID_PARAMETER for a key without a name
     */
    static List<KeyValuePair> created(List<KeyValuePair> set) throws RefusedException {
        return altered(List.of(), set, List.of());
    }

    /**
     * The pairs after a change; of a key that is set twice the last value holds.
     *
     * @throws RefusedException INVALID_PARAMETER for a key without a name
     */
    static List<KeyValuePair> altered(
            List<KeyValuePair> before, List<KeyValuePair> set, List<String> deleted)
            throws RefusedException {
        Map<String, String> pairs = new TreeMap<>();
        before.forEach(pair -> pairs.put(pair.getKey(), pair.getValue()));
        for (KeyValuePair pair : set) {
            require(!pair.getKey().isEmpty(), "a property must have a key");
            pairs.put(pair.getKey(), pair.getValue());
        }
        deleted.forEach(pairs::remove);
        return pairs.entrySet().stream()
                .map(
                        pair ->
                                KeyValuePair.newBuilder()
                                        .setKey(pair.getKey())
                                        .setValue(pair.getValue())
                                        .build())
                .toList();
    }

    static String value(List<KeyValuePair> pairs, String key) {
        return KeyValues.of(pairs, key).findFirst().orElse("");
    }
}
