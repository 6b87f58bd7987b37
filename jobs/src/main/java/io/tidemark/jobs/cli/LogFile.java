package io.tidemark.jobs.cli;

import java.nio.file.Path;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;

/** The file a server logs into, which is known only once its options are read. */
final class LogFile {

    private static final String PROPERTY = "tidemark.log";

    private LogFile() {}

    /** From now on: {@code log4j-up.properties} takes the name from a system property. */
    static void use(Path file) {
        System.setProperty(PROPERTY, file.toString());
        if (LogManager.getContext(false) instanceof LoggerContext context) {
            context.reconfigure();
        }
    }
}
