package dev.sluice.benchmarks.chaos;

import dev.sluice.benchmarks.chaos.checker.Checker;
import dev.sluice.benchmarks.chaos.checker.EvidenceReader;
import dev.sluice.benchmarks.chaos.fault.Nemesis;
import dev.sluice.benchmarks.chaos.fault.Schedule;
import dev.sluice.benchmarks.chaos.fault.Supervisor;
import dev.sluice.benchmarks.chaos.history.History;
import dev.sluice.benchmarks.chaos.load.Load;
import dev.sluice.benchmarks.chaos.rig.Member;
import dev.sluice.benchmarks.chaos.rig.Rig;
import dev.sluice.benchmarks.chaos.rig.Service;
import dev.sluice.benchmarks.machine.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// One run: load and faults, then peace, then judgement.
final class ChaosRun {
    /// After the last fault everything has to be at its end within that.
    private static final Duration UNTIL_QUIET = Duration.ofMinutes(2);

    /// What was killed last has to be back by then: a start on a busy machine takes its time.
    private static final Duration UNTIL_READY = Duration.ofMinutes(4);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final Schedule schedule;
    private final Path directory;
    private final PrintWriter out;

    ChaosRun(Schedule schedule, Path directory, PrintWriter out) {
        this.schedule = schedule;
        this.directory = directory;
        this.out = out;
    }

    ChaosReport run() {
        try (var rig = Rig.start(Installation.find(), directory);
                var history =
                        History.begin(directory.resolve("history.jsonl"), Clock.systemUTC())) {
            out.println("Everything runs. History and logs are in " + directory + ".");
            return run(rig, history);
        }
    }

    private ChaosReport run(Rig rig, History history) {
        history.line("run")
                .with("seed", schedule.seed())
                .with("minutes", schedule.length().toMinutes())
                .write();
        var reader =
                new EvidenceReader(
                        rig.jobsUrl(),
                        rig.sourceUrl(),
                        rig.jobs().superuser(),
                        rig.jobs().password(),
                        rig.storeEndpoint(),
                        Rig.BUCKET,
                        Rig.ACCESS_KEY,
                        Rig.SECRET_KEY);
        var members = new ArrayList<Member>();
        rig.services().stream().map(Service::process).forEach(members::add);
        members.add(rig.broker());
        members.add(rig.store());
        try (var supervisor = new Supervisor(history, members);
                var load =
                        Load.begin(
                                history,
                                rig.gateways(),
                                Rig.BOOTSTRAP_KEY,
                                rig.sourceRegistration(),
                                schedule.seed())) {
            new Nemesis(rig, history, supervisor).run(schedule);
            history.line("healed").write();
            out.println("The faults are over; waiting until everything has ended.");
            await(UNTIL_READY, supervisor::quiet);
            history.line("ready again").write();
            var until = System.nanoTime() + UNTIL_QUIET.toNanos();
            load.finish(UNTIL_QUIET);
            await(Duration.ofNanos(until - System.nanoTime()), reader::quiet);
        }
        history.line("quiet").write();
        new Sweeping(rig).sweep();
        history.flush();
        out.println("Judging.");
        var evidence = reader.read(history.file());
        return new ChaosReport(
                schedule.seed(), schedule.length(), evidence, new Checker().judge(evidence));
    }

    /// Where it does not come, the judges say what is missing.
    private static void await(Duration patience, BooleanSupplier condition) {
        var until = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}
