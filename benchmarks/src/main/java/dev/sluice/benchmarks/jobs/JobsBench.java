package dev.sluice.benchmarks.jobs;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.machine.ProcessorTime;
import dev.sluice.benchmarks.machine.Running;
import dev.sluice.benchmarks.measuring.TextTable;
import dev.sluice.benchmarks.peer.QueueDatabase;
import dev.sluice.benchmarks.server.ServiceProcesses;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.embedded.Directories;
import dev.sluice.standalone.embedded.Secrets;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What every part of the benchmark works with.
///
/// @param folder for everything that is written
/// @param runs of each contender
/// @param length of one run that counts
/// @param clients that call at once
/// @param samples single jobs and calls that are timed
/// @param tables takes what was measured
record JobsBench(
        PrintWriter out,
        Installation installation,
        BenchDatabase database,
        Secrets secrets,
        Path folder,
        int runs,
        Duration length,
        int clients,
        int samples,
        Wanted wanted,
        List<TextTable> tables) {
    private static final String JOB_DATABASE = "sluice_jobs";
    private static final String HEAP = "384m";
    private static final String SERVICES = "services-jobs";

    /// A gateway of its own with an empty job database, and no worker.
    ServiceProcesses services(Running running) {
        QueueDatabase.renew(database.server(), secrets, JOB_DATABASE);
        Directories.delete(folder.resolve(SERVICES));
        return ServiceProcesses.start(
                installation,
                database,
                secrets,
                folder,
                running,
                new ServiceProcesses.Setup(
                        JOB_DATABASE,
                        SERVICES,
                        Map.of(
                                "SLUICE_RATE_LIMIT_REQUESTS", "1000000000",
                                "SLUICE_RATE_LIMIT_ANONYMOUS_REQUESTS", "1000000000")));
    }

    /// @param slots jobs that it runs at once
    JavaProcess worker(ServiceProcesses services, int slots) {
        return services.worker(HEAP, Map.of("SLUICE_EXPORT_SLOTS", Integer.toString(slots)));
    }

    JobTables jobTables() {
        return JobTables.open(database.server(), JOB_DATABASE);
    }

    /// Of now; to be given to [#others].
    Optional<ProcessorTime> processorTime() {
        return ProcessorTime.now(database.server().pid().orElseThrow());
    }

    /// Processor cores that everybody else has used since.
    String others(Optional<ProcessorTime> before, double seconds) {
        var after = processorTime();
        return before.isPresent() && after.isPresent()
                ? format("%.2f", after.get().othersSince(before.get()) / seconds)
                : "?";
    }

    /// A sentence for the person who waits.
    void tell(String sentence, Object... values) {
        out.printf(Locale.ROOT, sentence + "%n", values);
        out.flush();
    }

    /// Prints it now, and keeps it for the page.
    void report(TextTable table) {
        out.println();
        out.print(table.text());
        out.println();
        out.flush();
        tables.add(table);
    }

    static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
    }
}
