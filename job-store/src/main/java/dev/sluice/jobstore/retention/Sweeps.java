package dev.sluice.jobstore.retention;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All sweeps: one run at a time of each over all gateways, and each run a report. Public, as is
/// [#runIfDue], because JobRunr calls it by reflection.
public class Sweeps {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    private static final Duration CONSIDERED_EACH = Duration.ofMinutes(10);

    private final List<Sweep> sweeps;
    private final SweepTurns turns;
    private final SweepReports reports;

    Sweeps(List<Sweep> removing, SweepTurns turns, SweepReports reports) {
        var all = new ArrayList<>(removing);
        all.add(new Proof(removing));
        this.sweeps = List.copyOf(all);
        this.turns = turns;
        this.reports = reports;
    }

    /// @param holder this process's name in the leases
    public static Sweeps of(
            DSLContext db,
            String holder,
            Retention retention,
            OrphanSweep orphans,
            DeliverySweep deliveries,
            SweepReports reports) {
        var removing = new ArrayList<>(retention.sweeps());
        removing.add(orphans);
        removing.add(deliveries);
        return new Sweeps(removing, new SweepTurns(db, holder), reports);
    }

    List<Sweep> all() {
        return sweeps;
    }

    public List<String> names() {
        return sweeps.stream().map(Sweep::name).toList();
    }

    /// Runs a sweep if its last good run is long enough ago. JobRunr counts from when a gateway began:
    /// where they are started anew each day, what is to run daily would never come to its turn.
    public void runIfDue(String name) {
        var sweep = find(name);
        if (!reports.ranWithin(name, sweep.every().minus(slack(sweep.every())))) {
            run(name);
        }
    }

    /// Calls do not come to the second.
    private static Duration slack(Duration every) {
        var half = every.dividedBy(2);
        return half.compareTo(CONSIDERED_EACH) < 0 ? half : CONSIDERED_EACH.dividedBy(2);
    }

    /// How often [#runIfDue] is to be called.
    static Duration considered(Sweep sweep) {
        return sweep.every().compareTo(CONSIDERED_EACH) < 0 ? sweep.every() : CONSIDERED_EACH;
    }

    private Sweep find(String name) {
        return sweeps.stream()
                .filter(sweep -> sweep.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sweep " + name));
    }

    /// Runs a sweep unless another process does. A run that breaks off is reported, and the next is not
    /// kept: JobRunr would repeat it after ever longer pauses, and let no regular one begin meanwhile.
    public void run(String name) {
        if (!ran(name)) {
            LOG.info("Another gateway runs {}", name);
        }
    }

    boolean ran(String name) {
        var sweep = find(name);
        var turn = turns.take(name);
        turn.ifPresent(mine -> {
            try (mine) {
                run(sweep, mine);
            }
        });
        return turn.isPresent();
    }

    private void run(Sweep sweep, SweepTurns.Turn turn) {
        var began = reports.now();
        var tally = new Tally();
        try {
            sweep.sweep(tally, turn::keep);
        } catch (RuntimeException e) {
            LOG.warn("The sweep {} broke off", sweep.name(), e);
            tally.trouble(String.valueOf(e.getMessage()));
        }
        if (tally.overdue() > 0) {
            LOG.warn(
                    "{} things have outlived their time, says the sweep {}: {}",
                    tally.overdue(),
                    sweep.name(),
                    tally.detail());
        }
        reports.write(sweep.name(), began, tally);
    }
}
