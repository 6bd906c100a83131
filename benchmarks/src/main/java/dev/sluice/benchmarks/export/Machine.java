package dev.sluice.benchmarks.export;

import dev.sluice.benchmarks.peer.Psql;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/// Where and with what is measured.
final class Machine {
    private Machine() {}

    static String describe(Psql psql) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s: %d processors, load %.1f before; JDK %s; %s",
                LocalDate.now(ZoneOffset.UTC),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                Runtime.version(),
                psql.version());
    }
}
