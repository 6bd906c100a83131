package dev.sluice.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Resident memory of this process as the kernel counts it, in bytes; empty where there is no `/proc`.
public final class ProcessMemory {
    private static final Path SELF = Path.of("/proc/self");

    private ProcessMemory() {}

    public static OptionalLong resident() {
        return field("VmRSS:");
    }

    /// The most since the start of the process or [#forgetPeak].
    public static OptionalLong peak() {
        return field("VmHWM:");
    }

    /// Lets the peak begin anew; without effect where the kernel does not allow it.
    public static void forgetPeak() {
        try {
            Files.writeString(SELF.resolve("clear_refs"), "5");
        } catch (IOException _) {
            // the peak then covers the whole life of the process: larger, and still true
        }
    }

    private static OptionalLong field(String name) {
        try (Stream<String> lines = Files.lines(SELF.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException _) {
            return OptionalLong.empty();
        }
    }
}
