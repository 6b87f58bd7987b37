package io.tidemark.bench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a process of Java is started.
 *
 * @param name of the process and of its log file
 * @param jvm options of its JVM
 * @param logging its Log4j configuration
 * @param classPath jars
 * @param main class
 * @param arguments of the main class
 */
record Launch(
        String name,
        List<String> jvm,
        Path logging,
        String classPath,
        String main,
        List<String> arguments) {

    Launch {
        jvm = List.copyOf(jvm);
        arguments = List.copyOf(arguments);
    }

    /**
     * @param logs folder of the log files
     */
    List<String> command(Path logs) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm);
        command.add("-Dlog.file=" + logs.resolve(name + ".log"));
        command.add("-Dlog4j.configurationFile=" + logging);
        command.add("-cp");
        command.add(classPath);
        command.add(main);
        command.addAll(arguments);
        return command;
    }
}
