package dev.sluice.benchmarks.machine;

import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// Where and with what is measured.
public final class Machine {
    private Machine() {}

    /// @param against with what is compared
    public static String describe(String against) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s: %d processors, load %.1f before; JDK %s; %s",
                LocalDate.now(ZoneOffset.UTC),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                Runtime.version(),
                against);
    }
}
