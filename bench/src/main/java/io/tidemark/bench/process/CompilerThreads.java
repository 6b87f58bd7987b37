package io.tidemark.bench.process;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the just-in-time compilers of a Java process have cost, as Linux tells of its threads. */
public final class CompilerThreads {

    /**
     * A thread's line: number, name in parentheses, state, ten numbers, then ticks of CPU as user
     * and as system.
     */
    private static final Pattern STAT =
            Pattern.compile("\\d+ \\(C[12] Compil.*\\) \\S(?: -?\\d+){10} (\\d+) (\\d+) .*");

    /** A tick of the kernel's accounting, fixed for user space. */
    private static final Duration TICK = Duration.ofMillis(10);

    private CompilerThreads() {}

    /** CPU its compilers have used so far; of such a thread that has ended, nothing is left. */
    public static Duration cpu(long pid) throws IOException {
        long ticks = 0;
        Path threads = Path.of("/proc", Long.toString(pid), "task");
        try (DirectoryStream<Path> each = Files.newDirectoryStream(threads)) {
            for (Path thread : each) {
                ticks += ticks(thread.resolve("stat"));
            }
        }
        return TICK.multipliedBy(ticks);
    }

    private static long ticks(Path stat) {
        try {
            return ticks(Files.readString(stat).strip());
        } catch (IOException ended) {
            // Compilers live as long as their process; whoever ended meanwhile was none.
            return 0;
        }
    }

    /** Ticks of one thread's line; 0 where it is no compiler. */
    static long ticks(String line) {
        Matcher matcher = STAT.matcher(line);
        return matcher.matches()
                ? Long.parseLong(matcher.group(1)) + Long.parseLong(matcher.group(2))
                : 0;
    }
}
