package dev.sluice.benchmarks.chaos.fault;

import dev.sluice.model.fault.PausePoint;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/// Which faults come when: the same for the same seed and length.
public record Schedule(long seed, Duration length, List<Fault> faults) {
    private static final Duration CALM_BEGIN = Duration.ofSeconds(4);

    /// What the last fault broke begins to mend within the run.
    private static final Duration CALM_END = Duration.ofSeconds(12);

    /// Less than that between two faults only overlaps more of them.
    private static final int SHORTEST_GAP_MILLIS = 5_000;

    private static final int LONGEST_GAP_MILLIS = 12_000;

    /// Three leases and some more.
    private static final Duration LONG_STOP = Duration.ofSeconds(95);

    /// One lease and some more, where a run has no time for three.
    private static final Duration SHORT_STOP = Duration.ofSeconds(33);

    private static final Duration LONG_RUN = Duration.ofMinutes(5);

    public static Schedule of(long seed, Duration length) {
        var end = length.minus(CALM_END);
        var dealer = new Dealer(seed, length, end);
        var faults = new ArrayList<Fault>();
        var at = CALM_BEGIN;
        while (at.compareTo(end) < 0) {
            faults.add(dealer.next(faults.size() + 1, at));
            at = at.plusMillis(dealer.gap());
        }
        return new Schedule(seed, length, List.copyOf(faults));
    }

    private static final class Dealer {
        private final Random random;
        private final Duration length;
        private final Duration end;
        private final Deque<FaultKind> kinds = new ArrayDeque<>();
        private final Deque<PausePoint> points = new ArrayDeque<>();
        private boolean essentialDealt;

        Dealer(long seed, Duration length, Duration end) {
            this.random = new Random(seed);
            this.length = length;
            this.end = end;
        }

        int gap() {
            return SHORTEST_GAP_MILLIS + random.nextInt(LONGEST_GAP_MILLIS - SHORTEST_GAP_MILLIS);
        }

        Fault next(int number, Duration at) {
            var kind = kind(end.minus(at));
            return new Fault(
                    number,
                    at,
                    kind,
                    random.nextInt(2),
                    hold(kind, end.minus(at)),
                    kind.atPoint() ? point(kind) : null);
        }

        /// A stop that there is no time for any more is left out.
        private FaultKind kind(Duration left) {
            var kind = deal();
            while (kind.stops() && left.compareTo(stop()) < 0) {
                kind = deal();
            }
            return kind;
        }

        /// Every second card is one of a named step: there are many of them, and each is narrow.
        private FaultKind deal() {
            if (kinds.isEmpty()) {
                var cards = new ArrayList<>(FaultKind.essential());
                if (essentialDealt) {
                    cards.addAll(FaultKind.others());
                    cards.addAll(Collections.nCopies(cards.size() / 2, FaultKind.KILL_AT_POINT));
                } else {
                    cards.add(FaultKind.KILL_AT_POINT);
                }
                essentialDealt = true;
                Collections.shuffle(cards, random);
                // what takes its time fits only into the begin of a short run
                cards.sort((a, b) -> Boolean.compare(b.takesLong(), a.takesLong()));
                if (length.compareTo(LONG_RUN) > 0) {
                    Collections.shuffle(cards, random);
                }
                kinds.addAll(cards);
            }
            return kinds.pop();
        }

        private PausePoint point(FaultKind kind) {
            if (kind == FaultKind.KILL_IN_BULK_ACTION) {
                return random.nextBoolean()
                        ? PausePoint.BULK_BEFORE_COMMIT
                        : PausePoint.BULK_AFTER_COMMIT;
            }
            if (points.isEmpty()) {
                var all = new ArrayList<>(Arrays.asList(PausePoint.values()));
                Collections.shuffle(all, random);
                points.addAll(all);
            }
            return points.pop();
        }

        private Duration stop() {
            return length.compareTo(LONG_RUN) > 0 ? LONG_STOP : SHORT_STOP;
        }

        private Duration hold(FaultKind kind, Duration left) {
            if (kind.stops()) {
                return random.nextBoolean() && length.compareTo(LONG_RUN) > 0
                        ? Duration.ofMillis(3_000 + random.nextInt(12_000))
                        : stop().plusMillis(random.nextInt(4_000));
            }
            var wanted = Duration.ofMillis(500 + random.nextInt(9_500));
            return wanted.compareTo(left) < 0 ? wanted : left;
        }
    }
}
