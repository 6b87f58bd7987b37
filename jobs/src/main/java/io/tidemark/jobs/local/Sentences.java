package io.tidemark.jobs.local;

/** What a failure says to a person. */
final class Sentences {

    private Sentences() {}

    /** Its message; its class where it has none. */
    static String of(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** That of the failure everything began with. */
    static String ofRoot(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return of(root);
    }
}
