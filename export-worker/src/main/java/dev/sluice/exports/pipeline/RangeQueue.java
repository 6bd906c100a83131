package dev.sluice.exports.pipeline;

import java.util.concurrent.atomic.AtomicInteger;

/// Hands out the ranges that are still to be read, each once.
final class RangeQueue {
    private final int ranges;
    private final Covered covered;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();

    RangeQueue(int ranges, Covered covered) {
        this.ranges = ranges;
        this.covered = covered;
    }

    /// @return -1 when all have been handed out
    int next() {
        while (true) {
            var range = next.getAndIncrement();
            if (range >= ranges) {
                return -1;
            }
            if (!covered.whole(range)) {
                return range;
            }
            ended.incrementAndGet();
        }
    }

    void ended() {
        ended.incrementAndGet();
    }

    int endedSoFar() {
        return ended.get();
    }

    int all() {
        return ranges;
    }
}
