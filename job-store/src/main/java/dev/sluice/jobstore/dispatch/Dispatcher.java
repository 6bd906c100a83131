package dev.sluice.jobstore.dispatch;

import dev.sluice.jobstore.dispatch.Backlog.Pick;
import dev.sluice.model.fault.PausePoint;
import dev.sluice.model.job.Lane;
import dev.sluice.model.message.JobReady;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.Producer;
import org.jooq.DSLContext;
import org.springframework.transaction.support.TransactionTemplate;

/// Moves jobs from the backlog in PostgreSQL onto the lanes: never more than the free slots that live
/// workers report, plus one. What is still here can be cancelled and re-ordered by one UPDATE.
///
/// The next job is that of the tenant that has had least of the lane by cost over weight ([FairLane]);
/// inside a tenant priority, then age. Choice, charge and mark are one transaction, which holds the lease;
/// the wake-up calls follow.
final class Dispatcher implements Duty {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final long FORGET_NANOS = Duration.ofMinutes(1).toNanos();
    private static final int MOST_AT_ONCE = 64;

    private final DSLContext db;
    private final TransactionTemplate transaction;
    private final Publisher publisher;
    private final DispatchSettings settings;
    private final Backlog backlog;
    private final Ledger ledger;
    private final Settlement settlement;
    private long forgetAt;
    private boolean exportsFirst;

    Dispatcher(
            DSLContext db,
            TransactionTemplate transaction,
            Producer<String, String> kafka,
            DispatchSettings settings) {
        this.db = db;
        this.transaction = transaction;
        this.publisher = new Publisher(kafka);
        this.settings = settings;
        this.backlog = new Backlog(db);
        this.ledger = new Ledger(db);
        this.settlement = new Settlement(db);
        this.forgetAt = System.nanoTime();
    }

    @Override
    public String name() {
        return "dispatcher";
    }

    @Override
    public Duration pause() {
        return PAUSE;
    }

    @Override
    public boolean turn(LeaderLease lease, long fence) {
        var calls =
                Objects.requireNonNull(
                        transaction.execute(
                                status -> lease.kept(fence) ? choose() : List.<JobReady>of()));
        if (calls.isEmpty()) {
            forgetNowAndThen(lease, fence);
            return false;
        }
        PausePoint.DISPATCH_AFTER_MARK.reached();
        var unsent = publisher.send(calls);
        PausePoint.DISPATCH_AFTER_SEND.reached();
        if (!unsent.isEmpty()) {
            transaction.executeWithoutResult(status -> {
                if (lease.kept(fence)) {
                    takeBack(backlog.lockUnsent(unsent));
                }
            });
        }
        return unsent.isEmpty();
    }

    private List<JobReady> choose() {
        takeBack(backlog.lockStoodBack());
        backlog.releaseDue();
        var busy = Busy.read(db);
        var pages = ledger.read(busy);
        settlement.settle(pages);
        var calls = new ArrayList<JobReady>();
        for (var lane : order()) {
            calls.addAll(fill(pages.of(lane), busy));
        }
        ledger.write(pages);
        calls.addAll(backlog.markLost());
        return calls;
    }

    /// Calls first. A tenant at its cap has jobs of both kinds taken in turn.
    private List<Lane> order() {
        exportsFirst = !exportsFirst;
        return exportsFirst
                ? List.of(Lane.ANALYZE_CALLS, Lane.EXPORT_CALLS, Lane.EXPORT, Lane.ANALYZE)
                : List.of(Lane.ANALYZE_CALLS, Lane.EXPORT_CALLS, Lane.ANALYZE, Lane.EXPORT);
    }

    private List<JobReady> fill(LanePage page, Busy busy) {
        var lane = page.lane();
        var left = settings.left(lane, busy.on(lane));
        var room = Math.min(Math.min(busy.room(lane), left), MOST_AT_ONCE);
        if (publisher.brokerAway()) {
            room = Math.min(room, 1);
        }
        page.open();
        var picks = new Selection(backlog, page).take(room);
        var calls = picks.isEmpty() ? List.<JobReady>of() : mark(picks, page);
        page.explain(left - calls.size() <= 0, publisher.brokerAway());
        return calls;
    }

    private List<JobReady> mark(List<Pick> picks, LanePage page) {
        PausePoint.DISPATCH_BEFORE_MARK.reached();
        var calls = backlog.mark(picks);
        var marked = calls.stream().map(JobReady::jobId).collect(Collectors.toSet());
        for (var pick : picks) {
            if (!marked.contains(pick.id())) {
                page.fair().undo(pick.account(), pick.charge());
            }
        }
        return calls;
    }

    private void takeBack(List<Backlog.Charged> jobs) {
        if (jobs.isEmpty()) {
            return;
        }
        jobs.forEach(job -> ledger.refund(job.lane(), job.tenant(), job.charge()));
        backlog.unmark(jobs);
    }

    private void forgetNowAndThen(LeaderLease lease, long fence) {
        if (System.nanoTime() >= forgetAt) {
            forgetAt = System.nanoTime() + FORGET_NANOS;
            ledger.forget(lease.held(fence));
        }
    }
}
