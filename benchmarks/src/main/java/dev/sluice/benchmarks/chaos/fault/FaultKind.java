package dev.sluice.benchmarks.chaos.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What can go wrong.
public enum FaultKind {
    /// SIGKILL; started again after a while.
    KILL_DISPATCHING_GATEWAY(true),
    KILL_OTHER_GATEWAY(true),
    KILL_AGENT_WORKER(true),
    KILL_EXPORT_WORKER(true),
    /// SIGKILL of whoever reaches a named step, at that step.
    KILL_AT_POINT(true),
    /// SIGKILL in the middle of a bulk action: of the gateway that does it, or of the other.
    KILL_IN_BULK_ACTION(true),
    /// The thread that reaches a named step stands still for a while; its process goes on.
    HOLD_AT_POINT(false),
    /// SIGSTOP, and SIGCONT later: after three leases where the run is long enough.
    STOP_DISPATCHING_GATEWAY(true),
    STOP_AGENT_WORKER(false),
    STOP_EXPORT_WORKER(true),
    /// SIGTERM; started again at once.
    RESTART_GATEWAY(false),
    RESTART_AGENT_WORKER(false),
    RESTART_EXPORT_WORKER(false),
    BROKER_KILL(true),
    BROKER_SILENT(false),
    BROKER_SLOW(false),
    BROKER_CUT(false),
    /// The servers of the databases: stopped in order, or crashed.
    JOBS_RESTART(false),
    JOBS_CRASH(true),
    JOBS_SLOW(false),
    JOBS_SILENT(false),
    JOBS_CUT(false),
    /// One service alone loses its way to the job database.
    JOBS_PARTITION(false),
    SOURCE_RESTART(false),
    SOURCE_CRASH(false),
    SOURCE_SILENT(false),
    SOURCE_RESET(true),
    STORE_KILL(true),
    STORE_SLOW(false),
    STORE_SILENT(false),
    STORE_LIMIT(false),
    /// The wall clock of one service is wrong by ten minutes, or that of a worker is set back by an hour.
    CLOCK_AHEAD(false),
    CLOCK_BEHIND(false),
    CLOCK_SET_BACK(false),
    /// Answers to customers break off in the middle.
    CUSTOMERS_CUT(true);

    private final boolean first;

    FaultKind(boolean first) {
        this.first = first;
    }

    /// Those that even the shortest run should have.
    static List<FaultKind> essential() {
        return Arrays.stream(values()).filter(kind -> kind.first).toList();
    }

    static List<FaultKind> others() {
        return Arrays.stream(values()).filter(kind -> !kind.first).toList();
    }

    boolean atPoint() {
        return this == KILL_AT_POINT || this == HOLD_AT_POINT || this == KILL_IN_BULK_ACTION;
    }

    /// A stop lasts a lease, and a bulk action has to come first.
    boolean takesLong() {
        return stops() || this == KILL_IN_BULK_ACTION;
    }

    boolean stops() {
        return this == STOP_DISPATCHING_GATEWAY
                || this == STOP_AGENT_WORKER
                || this == STOP_EXPORT_WORKER;
    }

    /// As the history and the report name it.
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
