package io.tidemark.bench.chaos;

import java.io.IOException;

/** No fault at all: until the next checkpoint. */
final class Calm implements Fault {

    @Override
    public void strike(Scene scene) throws IOException, InterruptedException {
        scene.note("nothing happens");
    }
}
