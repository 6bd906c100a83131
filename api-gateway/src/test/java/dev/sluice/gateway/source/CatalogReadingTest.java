package dev.sluice.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.catalog.Catalog;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CatalogReadingTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Catalog CATALOG = new Catalog(Instant.EPOCH, List.of(), List.of());

    @Test
    void givesWhatWasRead() {
        assertThat(CatalogReading.within(LONG, () -> CATALOG)).isSameAs(CATALOG);
    }

    @Test
    void passesOnWhatTheSourceFailedWith() {
        var failure = ProblemType.SOURCE_UNREACHABLE.because("connection refused");

        assertThatThrownBy(() ->
                        CatalogReading.within(
                                LONG,
                                () -> {
                                    throw failure;
                                }))
                .isSameAs(failure);
    }

    @Test
    void doesNotWaitForASilentSource() {
        var silence = new CountDownLatch(1);

        assertThatThrownBy(() ->
                        CatalogReading.within(Duration.ofMillis(50), () -> afterwards(silence)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.UNAVAILABLE)).isTrue());
        silence.countDown();
    }

    private static Catalog afterwards(CountDownLatch silence) {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return CATALOG;
    }
}
