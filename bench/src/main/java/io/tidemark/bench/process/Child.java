package io.tidemark.bench.process;

import io.tidemark.bench.BenchCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One process of a measurement: this program again, under another subcommand. It says one line on
 * standard output when it is ready, and ends when its standard input does, so that none outlives
 * the measurement.
 */
public final class Child implements AutoCloseable, Compilers {

    private static final String READY = "READY ";

    /** What a child is asked for, a character each. */
    private static final char WORK = '\n';

    private static final char COMPILING = 'c';

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;
    private String told = "";

    private Child(Process process) {
        this.process = process;
        this.output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.input =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /**
     * Starts a process.
     *
     * @param memory Java's options, as {@code -Xmx2g}
     * @param log where the process's log goes, behind what is there
     */
    public static Child start(List<String> memory, Path log, List<String> arguments)
            throws IOException {
        return start(BenchCommand.class, memory, log, arguments);
    }

    static Child start(Class<?> main, List<String> memory, Path log, List<String> arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(memory);
        command.add("-XX:+UseParallelGC");
        for (String opened : List.of("java.lang", "java.util", "java.nio", "sun.nio.ch")) {
            command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
        }
        for (String inherited : List.of("log4j.configurationFile", "tidemark.home")) {
            String value = System.getProperty(inherited);
            if (value != null) {
                command.add("-D" + inherited + "=" + value);
            }
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return new Child(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start());
    }

    /**
     * Waits until the process is ready; returns what it says then.
     *
     * @throws IOException if it ends before; its log tells why
     */
    public String awaitReady() throws IOException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                told = line.substring(READY.length());
                return told;
            }
        }
        throw new IOException("a process of the measurement ended before it was ready");
    }

    /** What it said when it was last ready. */
    public String told() {
        return told;
    }

    /** Asks for one more piece of work and waits until it is done. */
    public String again() throws IOException {
        return ask(WORK);
    }

    private String ask(char what) throws IOException {
        input.write(what);
        input.flush();
        return awaitReady();
    }

    /**
     * CPU the process has used so far, user and system, to 10 ms; without its just-in-time
     * compilers, which belong to warming up and go on for many minutes where little happens.
     */
    public Duration cpu() throws IOException {
        Duration all =
                process.toHandle()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "this system tells no process its CPU"));
        return all.minus(CompilerThreads.cpu(process.pid()));
    }

    @Override
    public Duration compiling() throws IOException {
        return Duration.ofMillis(Long.parseLong(ask(COMPILING)));
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    /** In the child: says that it is ready. */
    static void ready(String what) {
        System.out.println(READY + what);
        System.out.flush();
    }

    /** In the child: waits for the next piece of work; false at the end of standard input. */
    static boolean awaitWork() throws IOException {
        for (int asked = System.in.read(); asked >= 0; asked = System.in.read()) {
            if (asked != COMPILING) {
                return true;
            }
            ready(Long.toString(Compilers.own().compiling().toMillis()));
        }
        return false;
    }

    /** In the child: tells how long it has compiled whenever it is asked, until the end. */
    static void tellCompiling() {
        try {
            if (awaitWork()) {
                throw new IllegalStateException("a process without work was asked for some");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }
}
