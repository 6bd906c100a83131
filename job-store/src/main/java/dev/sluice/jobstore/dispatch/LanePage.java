package dev.sluice.jobstore.dispatch;

import dev.sluice.model.job.Lane;
import dev.sluice.model.job.WaitingFor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The accounts of one lane during one turn, and what of them has changed.
final class LanePage {
    private final Lane lane;
    private final double clockBefore;
    private final FairLane fair;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Map<String, Account> waiting = new LinkedHashMap<>();

    LanePage(Lane lane, double clock) {
        this.lane = lane;
        this.clockBefore = clock;
        this.fair = new FairLane(clock);
    }

    Lane lane() {
        return lane;
    }

    FairLane fair() {
        return fair;
    }

    boolean clockMoved() {
        return fair.clock() > clockBefore;
    }

    /// @param served as stored; null for a tenant that is not remembered
    /// @param reason as stored
    void add(Account account, @Nullable Double served, @Nullable String reason) {
        entries.put(account.tenant(), new Entry(account, served, reason));
    }

    void waits(Account account) {
        waiting.put(account.tenant(), account);
    }

    /// Everybody with a backlog takes part from here. Before, accounts may be settled.
    void open() {
        waiting.values().forEach(fair::enter);
    }

    /// The tenant has nothing left that may run.
    void emptied(Account account) {
        waiting.remove(account.tenant());
        fair.leave(account);
    }

    /// A job that has left the lane: what it was charged is put right.
    void settle(String tenant, long charged, long real) {
        var entry = entries.get(tenant);
        if (entry != null) {
            entry.account.settle(charged, real);
            entry.touched = true;
        }
    }

    /// Says why the next job of each tenant waits.
    ///
    /// @param full the lane has as many jobs as it may
    /// @param stuck nothing can be sent now
    void explain(boolean full, boolean stuck) {
        var next = fair.next();
        for (var entry : entries.values()) {
            entry.reason =
                    waiting.containsKey(entry.account.tenant())
                            ? reason(entry.account, next, full, stuck)
                            : null;
        }
    }

    private static WaitingFor reason(
            Account account, Optional<Account> next, boolean full, boolean stuck) {
        if (full || account.capped()) {
            return WaitingFor.QUOTA;
        }
        if (stuck) {
            return WaitingFor.DISPATCH;
        }
        var first = next.isPresent() && next.get() == account;
        return first ? WaitingFor.CAPACITY : WaitingFor.TENANT_SHARE;
    }

    List<Change> changed() {
        var changes = new ArrayList<Change>();
        for (var entry : entries.values()) {
            if (entry.changed()) {
                changes.add(
                        new Change(
                                entry.account.tenant(),
                                entry.account.served(),
                                entry.reason == null ? null : entry.reason.name()));
            }
        }
        return changes;
    }

    record Change(String tenant, double served, @Nullable String reason) {}

    private static final class Entry {
        private final Account account;
        private final @Nullable Double servedBefore;
        private final @Nullable String reasonBefore;
        private @Nullable WaitingFor reason;
        private boolean touched;

        Entry(Account account, @Nullable Double served, @Nullable String reason) {
            this.account = account;
            this.servedBefore = served;
            this.reasonBefore = reason;
        }

        boolean changed() {
            return touched
                    || servedBefore == null
                    || servedBefore != account.served()
                    || !Objects.equals(reasonBefore, reason == null ? null : reason.name());
        }
    }
}
