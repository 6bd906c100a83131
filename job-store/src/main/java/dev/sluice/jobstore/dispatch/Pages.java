package dev.sluice.jobstore.dispatch;

import dev.sluice.model.job.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The accounts of every lane during one turn.
final class Pages {
    private final List<LanePage> pages = new ArrayList<>();

    Pages(ToDoubleFunction<Lane> clock) {
        for (var lane : Lane.values()) {
            pages.add(new LanePage(lane, clock.applyAsDouble(lane)));
        }
    }

    LanePage of(Lane lane) {
        return pages.get(lane.ordinal());
    }

    Collection<LanePage> all() {
        return pages;
    }
}
