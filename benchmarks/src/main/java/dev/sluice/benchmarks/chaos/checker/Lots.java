package dev.sluice.benchmarks.chaos.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Jobs that customers submitted together, and what they asked to be done to them. A lot is named by its
/// tenant and a tag; other tenants have lots of the same tag.
final class Lots {
    private final Map<Lot, Set<String>> jobs = new HashMap<>();
    private final Map<Lot, Set<String>> asked = new HashMap<>();

    private Lots() {}

    private record Lot(String tenant, String tag) {}

    static Lots of(List<Entry> history) {
        var lots = new Lots();
        for (var entry : history) {
            var lot = new Lot(entry.text("tenant"), entry.text("lot"));
            if (entry.is("submit") && entry.good() && !lot.tag.isEmpty()) {
                lots.jobs.computeIfAbsent(lot, key -> new LinkedHashSet<>()).add(entry.text("job"));
            } else if (entry.is("bulk") && !entry.refused()) {
                lots.asked.computeIfAbsent(lot, key -> new HashSet<>()).add(entry.text("action"));
            }
        }
        return lots;
    }

    /// That were accepted as one lot; those that were made of them by trying again are not among them.
    Set<String> jobs(String tenant, String tag) {
        return jobs.getOrDefault(new Lot(tenant, tag), Set.of());
    }

    /// Whether the action may have been asked for on the lot.
    boolean asked(String tenant, String tag, String action) {
        return asked.getOrDefault(new Lot(tenant, tag), Set.of()).contains(action);
    }

    /// Every job of a lot for which the action may have been asked.
    Set<String> asked(String action) {
        var found = new HashSet<String>();
        asked.forEach((lot, actions) -> {
            if (actions.contains(action)) {
                found.addAll(jobs.getOrDefault(lot, Set.of()));
            }
        });
        return found;
    }

    /// Whether the job was submitted in any other lot than this, or alone.
    boolean strange(String job, String tenant, String tag) {
        return jobs.entrySet().stream()
                .anyMatch(lot ->
                        lot.getValue().contains(job) && !lot.getKey().equals(new Lot(tenant, tag)));
    }
}
