package dev.sluice.jobstore.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which endpoints are served next where there is more to send than may be on its way: tenants in turns,
/// and the endpoints of each in turns. Who has least on its way is first, then who was served longest ago.
///
/// A tenant never has more than half of what may be on its way, so that its hanging endpoints leave room
/// for others.
final class FairChoice {
    private static final int REMEMBERED = 50_000;

    private final int most;
    private final Map<String, Long> served =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private long turn;

    /// @param most deliveries that may be on their way at once
    FairChoice(int most) {
        this.most = Math.max(1, most / 2);
    }

    /// An endpoint with something to send.
    ///
    /// @param room how many more it may have on their way, at least 1
    /// @param due how many it would have, at least 1
    record Candidate(String tenant, String endpoint, int room, int due) {
        private int slots() {
            return Math.min(room, due);
        }
    }

    /// @param free how many may be chosen in all
    /// @param busy on their way now, by tenant
    /// @return how many of each endpoint
    Map<String, Integer> choose(
            Collection<Candidate> candidates, int free, Map<String, Integer> busy) {
        turn++;
        var chosen = new LinkedHashMap<String, Integer>();
        var tenants = inTurn(candidates, busy);
        var left = free;
        while (left > 0 && !tenants.isEmpty()) {
            var tenant = tenants.removeFirst();
            if (tenant.takeOne(chosen)) {
                left--;
                tenants.addLast(tenant);
            }
        }
        chosen.keySet().forEach(endpoint -> served.put(endpoint, turn));
        return chosen;
    }

    private Deque<Turns> inTurn(Collection<Candidate> candidates, Map<String, Integer> busy) {
        var byTenant = new HashMap<String, List<Candidate>>();
        for (var candidate : candidates) {
            byTenant.computeIfAbsent(candidate.tenant(), _ -> new ArrayList<>()).add(candidate);
        }
        var tenants = new ArrayList<Turns>();
        byTenant.forEach((tenant, endpoints) -> {
            endpoints.sort(Comparator.comparingLong(this::lastServed));
            var onTheirWay = busy.getOrDefault(tenant, 0);
            tenants.add(new Turns(endpoints, onTheirWay, most - onTheirWay));
        });
        tenants.sort(
                Comparator.comparingInt(Turns::busy)
                        .thenComparingLong(turns -> lastServed(turns.first())));
        return new ArrayDeque<>(tenants);
    }

    private long lastServed(Candidate candidate) {
        return served.getOrDefault(candidate.endpoint(), 0L);
    }

    /// The endpoints of a tenant, one after the other.
    private static final class Turns {
        private final Deque<Candidate> endpoints;
        private final Candidate first;
        private final int busy;
        private int left;

        Turns(List<Candidate> endpoints, int busy, int left) {
            this.endpoints = new ArrayDeque<>(endpoints);
            this.first = endpoints.getFirst();
            this.busy = busy;
            this.left = left;
        }

        int busy() {
            return busy;
        }

        Candidate first() {
            return first;
        }

        boolean takeOne(Map<String, Integer> chosen) {
            if (left <= 0 || endpoints.isEmpty()) {
                return false;
            }
            left--;
            var next = endpoints.removeFirst();
            if (chosen.merge(next.endpoint(), 1, Integer::sum) < next.slots()) {
                endpoints.addLast(next);
            }
            return true;
        }
    }
}
