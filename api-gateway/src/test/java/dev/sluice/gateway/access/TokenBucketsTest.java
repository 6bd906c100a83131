package dev.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {
    private final AtomicLong now = new AtomicLong();
    private final TokenBuckets buckets =
            new TokenBuckets("key", 60, Duration.ofMinutes(1), now::get);

    @Test
    void refillsEvenly() {
        for (int i = 0; i < 60; i++) {
            assertThat(buckets.take("a").allowed()).isTrue();
        }
        var refused = buckets.take("a");
        assertThat(refused.allowed()).isFalse();
        assertThat(refused.retryAfterSeconds()).isEqualTo(1);
        assertThat(refused.header()).isEqualTo("\"key\";r=0;t=60");
        assertThat(refused.policyHeader()).isEqualTo("\"key\";q=60;w=60");

        now.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(buckets.take("a").allowed()).isTrue();
        assertThat(buckets.take("a").allowed()).isTrue();
        assertThat(buckets.take("a").allowed()).isFalse();
    }

    @Test
    void keepsCallersApart() {
        for (int i = 0; i < 61; i++) {
            buckets.take("a");
        }

        assertThat(buckets.take("b").header()).startsWith("\"key\";r=59;");
    }
}
