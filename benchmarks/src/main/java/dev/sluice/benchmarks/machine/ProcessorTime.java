package dev.sluice.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Processor seconds since the machine's start. A measurement is as good as the machine was quiet, so
/// what others used meanwhile is measured too.
///
/// @param all of every process and the kernel
/// @param own of this process, the database server, and all that either has started
public record ProcessorTime(double all, double own) {
    /// The kernel counts in hundredths for every program, whatever its own clock is.
    private static final double TICKS_PER_SECOND = 100;

    private static final Path PROC = Path.of("/proc");

    // fields of /proc/PID/stat, counted after the name in brackets (proc_pid_stat(5) begins at 3)
    private static final int USER = 11;
    private static final int CHILDREN_USER = 13;
    private static final int CHILDREN_SYSTEM = 14;

    // columns of the first line of /proc/stat
    private static final int IDLE = 4;
    private static final int IO_WAIT = 5;
    private static final int STEAL = 8;

    /// Empty where the system has no `/proc`.
    ///
    /// @param server the process id of the database server's first process
    public static Optional<ProcessorTime> now(long server) {
        if (!Files.isReadable(PROC.resolve("stat"))) {
            return Optional.empty();
        }
        var own = ticksOfTree(ProcessHandle.current().pid()) + ticksOfTree(server);
        return Optional.of(
                new ProcessorTime(ticksOfAll() / TICKS_PER_SECOND, own / TICKS_PER_SECOND));
    }

    public double ownSince(ProcessorTime before) {
        return own - before.own;
    }

    public double othersSince(ProcessorTime before) {
        return Math.max(0, (all - before.all) - (own - before.own));
    }

    private static long ticksOfAll() {
        var columns = read(PROC.resolve("stat")).lines().findFirst().orElse("").split(" +");
        long ticks = 0;
        for (int i = 1; i <= STEAL && i < columns.length; i++) {
            if (i != IDLE && i != IO_WAIT) {
                ticks += Long.parseLong(columns[i]);
            }
        }
        return ticks;
    }

    /// A child that ends takes its time from its own account to its parent's: read again when one did
    /// just now.
    private static long ticksOfTree(long root) {
        while (true) {
            var ended = ticksOf(root, CHILDREN_USER, CHILDREN_SYSTEM);
            var ticks =
                    ticksOf(root, USER, CHILDREN_SYSTEM)
                            + ProcessHandle.of(root).stream()
                                    .flatMap(ProcessHandle::descendants)
                                    .mapToLong(child -> ticksOf(child.pid(), USER, CHILDREN_SYSTEM))
                                    .sum();
            if (ticksOf(root, CHILDREN_USER, CHILDREN_SYSTEM) == ended) {
                return ticks;
            }
        }
    }

    /// Of a process that has gone: none.
    private static long ticksOf(long pid, int from, int to) {
        var text = read(PROC.resolve(Long.toString(pid)).resolve("stat"));
        if (text.isEmpty()) {
            return 0;
        }
        var fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
        return Arrays.stream(fields, from, to + 1).mapToLong(Long::parseLong).sum();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException _) {
            return "";
        }
    }
}
