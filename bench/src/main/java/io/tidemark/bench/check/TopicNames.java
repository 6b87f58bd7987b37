package io.tidemark.bench.check;

/**
 * The topics of one log.
 *
 * @param inputs prefix of what a job reads
 * @param outputs prefix of what it writes: a follower's are shadows
 */
public record TopicNames(String inputs, String outputs) {

    public String definitions() {
        return inputs + "definitions";
    }

    public String requests() {
        return inputs + "requests";
    }

    public String responses() {
        return outputs + "responses";
    }

    public String dml() {
        return outputs + "dml";
    }

    public String deadLetters() {
        return outputs + "dead-letters";
    }
}
