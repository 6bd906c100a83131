package dev.sluice.jobstore.dispatch;

import org.jspecify.annotations.Nullable;

/// What a tenant has had of a lane, in cost over weight, and whether it may have more.
final class Account {
    private final String tenant;
    private final int weight;
    private final Places places;
    private @Nullable Double served;
    private int underway;

    /// @param served null where nothing is remembered
    /// @param places what is left of the tenant's `max_running`; all its lanes share them
    /// @param underway its jobs on the lane that run or are on their way
    Account(String tenant, int weight, @Nullable Double served, Places places, int underway) {
        this.tenant = tenant;
        this.weight = weight;
        this.served = served;
        this.places = places;
        this.underway = underway;
    }

    String tenant() {
        return tenant;
    }

    /// Zero for a tenant that never had anything; of use only once it has entered a lane.
    double served() {
        return served == null ? 0 : served;
    }

    boolean capped() {
        return places.none();
    }

    /// How much of the lane it uses now, in proportion to its weight.
    double load() {
        return (double) underway / weight;
    }

    /// Nobody saves up while away, but what was had too much is remembered.
    void startNoEarlierThan(double clock) {
        served = served == null ? clock : Math.max(served, clock);
    }

    void charge(long cost) {
        served = served() + (double) cost / weight;
        underway++;
        places.take();
    }

    /// A dispatch that did not come about.
    void undo(long cost) {
        settle(cost, 0);
        underway--;
        places.giveBack();
    }

    /// A job that has left cost something else than it was charged.
    void settle(long charged, long real) {
        served = served() + (double) (real - charged) / weight;
    }

    /// How many more jobs of a tenant may run at once, over all the lanes that count.
    static final class Places {
        private int left;

        private Places(int left) {
            this.left = left;
        }

        static Places unlimited() {
            return new Places(Integer.MAX_VALUE / 2);
        }

        static Places of(int left) {
            return new Places(left);
        }

        boolean none() {
            return left <= 0;
        }

        private void take() {
            left--;
        }

        private void giveBack() {
            left++;
        }
    }
}
