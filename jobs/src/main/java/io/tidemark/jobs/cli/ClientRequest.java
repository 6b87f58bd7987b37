package io.tidemark.jobs.cli;

import io.tidemark.request.Method;

/**
 * A request on its way into the log.
 *
 * @param value the serialized request message, or its JSON
 * @param json whether the value is JSON, and the answer is to be
 * @param correlation text that no other request waiting for its answer has
 */
record ClientRequest(Method method, byte[] value, boolean json, String correlation) {}
