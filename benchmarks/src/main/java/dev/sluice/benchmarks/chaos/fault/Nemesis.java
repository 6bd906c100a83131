package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.benchmarks.chaos.history.History;
import dev.sluice.benchmarks.chaos.rig.Member;
import dev.sluice.benchmarks.chaos.rig.Rig;
import dev.sluice.benchmarks.chaos.rig.Role;
import dev.sluice.benchmarks.chaos.rig.Service;
import dev.sluice.fixtures.FaultProxy;
import dev.sluice.fixtures.Toxic;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/// Brings the faults of a schedule about, each at its time and on a thread of its own, and takes them back.
public final class Nemesis {
    private static final Toxic SLOW =
            new Toxic.Latency(Duration.ofMillis(60), Duration.ofMillis(50));
    private static final Toxic NARROW = new Toxic.Bandwidth(150_000);
    private static final Toxic SILENT = Toxic.Timeout.silent();
    private static final Toxic BREAKING = new Toxic.LimitData(200_000);
    private static final Toxic BREAKING_ANSWERS = new Toxic.LimitData(2_000);

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Rig rig;
    private final FaultNotes notes;
    private final Supervisor supervisor;
    private final AtPoints points;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    public Nemesis(Rig rig, History history, Supervisor supervisor) {
        this.rig = rig;
        this.notes = new FaultNotes(history);
        this.supervisor = supervisor;
        this.points = new AtPoints(rig, notes, supervisor);
    }

    /// Returns when the schedule's time is over and every fault has been taken back.
    public void run(Schedule schedule) {
        var began = System.nanoTime();
        var threads = new ArrayList<Thread>();
        for (var fault : schedule.faults()) {
            parkUntil(began + fault.at().toNanos());
            threads.add(Thread.ofVirtual().start(() -> bring(fault)));
        }
        parkUntil(began + schedule.length().toNanos());
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        rig.ways().heal();
        rig.services()
                .forEach(service -> {
                    service.toJobs().heal();
                    service.toStore().heal();
                });
    }

    private void bring(Fault fault) {
        switch (fault.kind()) {
            case KILL_DISPATCHING_GATEWAY -> kill(fault, dispatching(fault, true));
            case KILL_OTHER_GATEWAY -> kill(fault, dispatching(fault, false));
            case KILL_AGENT_WORKER -> kill(fault, service(Role.AGENT, fault));
            case KILL_EXPORT_WORKER -> kill(fault, service(Role.EXPORT, fault));
            case KILL_AT_POINT -> points.kill(fault);
            case KILL_IN_BULK_ACTION -> points.killInBulkAction(fault);
            case HOLD_AT_POINT -> points.hold(fault);
            case STOP_DISPATCHING_GATEWAY -> stop(fault, dispatching(fault, true));
            case STOP_AGENT_WORKER -> stop(fault, service(Role.AGENT, fault));
            case STOP_EXPORT_WORKER -> stop(fault, service(Role.EXPORT, fault));
            case RESTART_GATEWAY -> restart(fault, service(Role.GATEWAY, fault));
            case RESTART_AGENT_WORKER -> restart(fault, service(Role.AGENT, fault));
            case RESTART_EXPORT_WORKER -> restart(fault, service(Role.EXPORT, fault));
            case BROKER_KILL -> killServer(fault, rig.broker());
            case BROKER_SILENT -> poison(fault, "broker", List.of(rig.ways().toBroker()), SILENT);
            case BROKER_SLOW -> poison(fault, "broker", List.of(rig.ways().toBroker()), SLOW);
            case BROKER_CUT -> cut(fault, "broker", List.of(rig.ways().toBroker()));
            case JOBS_RESTART -> restartDatabase(fault, "jobs", false);
            case JOBS_CRASH -> restartDatabase(fault, "jobs", true);
            case JOBS_SLOW -> poison(fault, "jobs", ways(Service::toJobs), SLOW);
            case JOBS_SILENT -> poison(fault, "jobs", ways(Service::toJobs), SILENT);
            case JOBS_CUT -> cut(fault, "jobs", ways(Service::toJobs));
            case JOBS_PARTITION -> partition(fault);
            case SOURCE_RESTART -> restartDatabase(fault, "source", false);
            case SOURCE_CRASH -> restartDatabase(fault, "source", true);
            case SOURCE_SILENT -> poison(fault, "source", List.of(rig.ways().toSource()), SILENT);
            case SOURCE_RESET -> reset(fault, "source", List.of(rig.ways().toSource()));
            case STORE_KILL -> killServer(fault, rig.store());
            case STORE_SLOW -> poison(fault, "store", ways(Service::toStore), NARROW);
            case STORE_SILENT -> poison(fault, "store", ways(Service::toStore), SILENT);
            case STORE_LIMIT -> poison(fault, "store", ways(Service::toStore), BREAKING);
            case CLOCK_AHEAD -> wrongClock(fault, rig.services(), TEN_MINUTES);
            case CLOCK_BEHIND -> wrongClock(fault, rig.services(), TEN_MINUTES.negated());
            case CLOCK_SET_BACK -> wrongClock(fault, workers(), AN_HOUR.negated());
            case CUSTOMERS_CUT ->
                    poison(fault, "customers", rig.ways().toGateways(), BREAKING_ANSWERS);
        }
    }

    private void kill(Fault fault, Service service) {
        owning(
                fault,
                service.process(),
                process -> {
                    var pid = process.pid();
                    process.kill();
                    notes.injected(fault, process.name(), pid);
                    park(fault.hold());
                });
    }

    private void stop(Fault fault, Service service) {
        owning(
                fault,
                service.process(),
                process -> {
                    process.pause();
                    notes.injected(fault, process.name(), process.pid());
                    park(fault.hold());
                    process.resume();
                });
    }

    private void restart(Fault fault, Service service) {
        owning(
                fault,
                service.process(),
                process -> {
                    notes.injected(fault, process.name(), process.pid());
                    process.terminate();
                });
    }

    private void killServer(Fault fault, Member server) {
        owning(
                fault,
                server,
                process -> {
                    var pid = process.pid();
                    process.kill();
                    notes.injected(fault, process.name(), pid);
                    park(fault.hold());
                });
    }

    @FunctionalInterface
    private interface Act {
        void on(Member process);
    }

    private void owning(Fault fault, Member process, Act act) {
        if (!supervisor.hold(process)) {
            notes.skipped(fault, process.name());
            return;
        }
        try {
            if (!process.isReady()) {
                notes.skipped(fault, process.name());
                return;
            }
            supervisor.expectEnd(process);
            act.on(process);
            notes.healed(fault, process.name());
        } finally {
            supervisor.release(process);
        }
    }

    private void wrongClock(Fault fault, List<Service> among, Duration offset) {
        var clocks = rig.clocks();
        var service = among.get((fault.number() * 2 + fault.target()) % among.size());
        if (clocks.isEmpty()) {
            notes.skipped(fault, service.name());
            return;
        }
        alone(
                fault,
                service.name() + "'s clock",
                () -> {
                    clocks.get().set(service.name(), offset);
                    notes.injected(fault, service.name(), 0);
                    park(fault.hold());
                    clocks.get().set(service.name(), Duration.ZERO);
                });
    }

    private List<Service> workers() {
        return rig.services().stream().filter(service -> service.role() != Role.GATEWAY).toList();
    }

    private void restartDatabase(Fault fault, String name, boolean crash) {
        var server = name.equals("jobs") ? rig.jobs() : rig.source();
        alone(
                fault,
                name,
                () -> {
                    if (crash) {
                        server.crash();
                    } else {
                        server.stop();
                    }
                    notes.injected(fault, name, 0);
                    park(fault.hold());
                    server.start();
                });
    }

    private void poison(Fault fault, String name, List<FaultProxy> ways, Toxic toxic) {
        alone(
                fault,
                name,
                () -> {
                    ways.forEach(way -> way.add(toxic));
                    notes.injected(fault, name, 0);
                    park(fault.hold());
                    ways.forEach(way -> way.remove(toxic));
                });
    }

    private void cut(Fault fault, String name, List<FaultProxy> ways) {
        alone(
                fault,
                name,
                () -> {
                    ways.forEach(FaultProxy::down);
                    notes.injected(fault, name, 0);
                    park(fault.hold());
                    ways.forEach(FaultProxy::up);
                });
    }

    private void reset(Fault fault, String name, List<FaultProxy> ways) {
        alone(
                fault,
                name,
                () -> {
                    ways.forEach(FaultProxy::reset);
                    notes.injected(fault, name, 0);
                });
    }

    private void partition(Fault fault) {
        var services = rig.services();
        var service = services.get((fault.number() * 2 + fault.target()) % services.size());
        alone(
                fault,
                service.name() + " from jobs",
                () -> {
                    service.toJobs().add(SILENT);
                    notes.injected(fault, service.name(), service.process().pid());
                    park(fault.hold());
                    service.toJobs().remove(SILENT);
                });
    }

    private void alone(Fault fault, String name, Runnable act) {
        if (!busy.add(name)) {
            notes.skipped(fault, name);
            return;
        }
        try {
            act.run();
            notes.healed(fault, name);
        } finally {
            busy.remove(name);
        }
    }

    private List<FaultProxy> ways(Function<Service, FaultProxy> way) {
        return rig.services().stream().map(way).toList();
    }

    private Service service(Role role, Fault fault) {
        return rig.services(role).get(fault.target());
    }

    /// The gateway that dispatches now, or the other one; without an answer, the one that the seed says.
    private Service dispatching(Fault fault, boolean wanted) {
        var holder = dispatcher();
        return rig.services(Role.GATEWAY).stream()
                .filter(gateway -> holder.contains("-" + gateway.process().pid() + "-") == wanted)
                .findFirst()
                .orElseGet(() -> service(Role.GATEWAY, fault));
    }

    private String dispatcher() {
        try (var connection =
                        DriverManager.getConnection(
                                rig.jobsUrl(), rig.jobs().superuser(), rig.jobs().password());
                var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT holder FROM leader_lease WHERE name = 'dispatcher'")) {
            return rows.next() ? rows.getString(1) : "";
        } catch (SQLException _) {
            return ""; // the job database is away: the seed decides
        }
    }

    static void park(Duration pause) {
        parkUntil(System.nanoTime() + pause.toNanos());
    }

    private static void parkUntil(long nanoTime) {
        for (var left = nanoTime - System.nanoTime();
                left > 0 && !Thread.currentThread().isInterrupted();
                left = nanoTime - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
