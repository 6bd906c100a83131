package dev.sluice.gateway.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/// One token bucket per caller, in this process. The longest unused is forgotten when there are too many:
/// it would be full again anyway.
final class TokenBuckets {
    private static final int MOST_BUCKETS = 20_000;

    private final String policy;
    private final int capacity;
    private final Duration window;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets =
            new LinkedHashMap<>(64, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
                    return size() > MOST_BUCKETS;
                }
            };

    /// @param policy name in the headers
    /// @param capacity requests at once, refilled evenly over `window`
    TokenBuckets(String policy, int capacity, Duration window, LongSupplier nanoTime) {
        this.policy = policy;
        this.capacity = capacity;
        this.window = window;
        this.nanoTime = nanoTime;
    }

    synchronized Verdict take(String caller) {
        var now = nanoTime.getAsLong();
        var bucket = buckets.computeIfAbsent(caller, key -> new Bucket(capacity, now));
        var perNano = (double) capacity / window.toNanos();
        bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.filledAt) * perNano);
        bucket.filledAt = now;
        var allowed = bucket.tokens >= 1;
        if (allowed) {
            bucket.tokens--;
        }
        var secondsToNext = allowed ? 0 : seconds((1 - bucket.tokens) / perNano);
        return new Verdict(
                allowed,
                secondsToNext,
                "\"%s\";q=%d;w=%d".formatted(policy, capacity, window.toSeconds()),
                "\"%s\";r=%d;t=%d"
                        .formatted(
                                policy,
                                (long) bucket.tokens,
                                seconds((capacity - bucket.tokens) / perNano)));
    }

    private static int seconds(double nanoseconds) {
        return (int) Math.max(1, Math.ceil(nanoseconds / 1e9));
    }

    /// @param retryAfterSeconds 0 when allowed
    /// @param policyHeader value of `RateLimit-Policy`
    /// @param header value of `RateLimit`: tokens left, seconds until the bucket is full
    record Verdict(boolean allowed, int retryAfterSeconds, String policyHeader, String header) {}

    private static final class Bucket {
        double tokens;
        long filledAt;

        Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }
}
