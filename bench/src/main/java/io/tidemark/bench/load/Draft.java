package io.tidemark.bench.load;

import io.tidemark.request.Method;

/** A request that is still to get its number. */
record Draft(Method method, int partition, int rows, byte[] value) {

    String topic() {
        return method.topic() == Method.Topic.DEFINITIONS ? "definitions" : "requests";
    }
}
