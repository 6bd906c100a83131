package dev.sluice.jobstore.dispatch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/// Who is next on a lane: weighted fair queueing over cost, where the tenant that has had least by cost
/// over weight goes first (start-time fair queueing; a deficit round robin whose surplus is carried
/// over). A job is charged when it is dispatched, so its cost need not be known to choose it.
///
/// The lane's clock is the account of the tenant chosen last, before it was charged. No account takes
/// part below it: a tenant that has work again is next, whatever others have queued, and has no credit
/// for its absence, for its time at a cap, or for jobs that were charged too much. Debts stay.
final class FairLane {
    private static final Comparator<Account> LEAST_SERVED =
            Comparator.comparingDouble(Account::served)
                    .thenComparingDouble(Account::load)
                    .thenComparing(Account::tenant);

    private final PriorityQueue<Account> waiting = new PriorityQueue<>(LEAST_SERVED);
    private double clock;

    FairLane(double clock) {
        this.clock = clock;
    }

    double clock() {
        return clock;
    }

    /// The tenant has a job that may run as soon as there is room for it.
    void enter(Account account) {
        if (!account.capped()) {
            account.startNoEarlierThan(clock);
            waiting.add(account);
        }
    }

    /// Who is next, and stays so until charged or gone.
    Optional<Account> next() {
        while (!waiting.isEmpty() && waiting.peek().capped()) {
            waiting.remove();
        }
        return Optional.ofNullable(waiting.peek());
    }

    /// The next `most` at most, in order.
    List<Account> first(int most) {
        var rest = new PriorityQueue<>(waiting);
        var first = new ArrayList<Account>();
        while (first.size() < most && !rest.isEmpty()) {
            first.add(rest.remove());
        }
        return first;
    }

    /// A job of whoever is next is dispatched.
    void charge(Account next, long cost) {
        waiting.remove(next);
        clock = Math.max(clock, next.served());
        next.charge(cost);
        waiting.add(next);
    }

    /// That job was not there any more.
    void undo(Account account, long cost) {
        waiting.remove(account);
        account.undo(cost);
        enter(account);
    }

    /// The tenant has no job left that may run.
    void leave(Account account) {
        waiting.remove(account);
    }
}
