package dev.sluice.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Resident memory of a process as the kernel counts it, in bytes; empty where there is no `/proc` or
/// the process has gone.
public final class ProcessMemory {
    private ProcessMemory() {}

    public static OptionalLong resident(long pid) {
        return field(pid, "VmRSS:");
    }

    /// The most since the start of the process.
    public static OptionalLong peak(long pid) {
        return field(pid, "VmHWM:");
    }

    private static OptionalLong field(long pid, String name) {
        var status = Path.of("/proc", Long.toString(pid), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
