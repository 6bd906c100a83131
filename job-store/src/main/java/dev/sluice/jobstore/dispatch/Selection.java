package dev.sluice.jobstore.dispatch;

import dev.sluice.jobstore.dispatch.Backlog.Head;
import dev.sluice.jobstore.dispatch.Backlog.Pick;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Chooses jobs for the room on a lane, and reads no more of the backlog than that: of `n` jobs, at most
/// the first `n` tenants can have one, and each of them no more than `n`.
final class Selection {
    private final Backlog backlog;
    private final LanePage page;
    private final Map<String, Deque<Head>> heads = new HashMap<>();

    Selection(Backlog backlog, LanePage page) {
        this.backlog = backlog;
        this.page = page;
    }

    /// @return the jobs, charged to their tenants
    List<Pick> take(int room) {
        var picks = new ArrayList<Pick>();
        var fair = page.fair();
        while (picks.size() < room) {
            var next = fair.next();
            if (next.isEmpty()) {
                break;
            }
            var account = next.get();
            var queue = queue(account, room);
            var head = queue.poll();
            if (head == null) {
                page.emptied(account);
                continue;
            }
            var charge = Cost.charge(page.lane(), head.cost());
            fair.charge(account, charge);
            picks.add(new Pick(account, head.id(), charge));
            if (queue.isEmpty()) {
                page.emptied(account);
            }
        }
        return picks;
    }

    private Deque<Head> queue(Account account, int room) {
        if (!heads.containsKey(account.tenant())) {
            read(room);
        }
        return heads.computeIfAbsent(account.tenant(), tenant -> new ArrayDeque<>());
    }

    private void read(int room) {
        var unread =
                page.fair().first(room).stream()
                        .map(Account::tenant)
                        .filter(tenant -> !heads.containsKey(tenant))
                        .toList();
        // One more than can be taken tells whether any is left behind
        var read = backlog.heads(page.lane(), unread, room + 1);
        unread.forEach(tenant ->
                heads.put(tenant, new ArrayDeque<>(read.getOrDefault(tenant, List.of()))));
    }
}
