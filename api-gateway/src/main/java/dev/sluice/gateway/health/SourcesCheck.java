package dev.sluice.gateway.health;

import dev.sluice.jobstore.source.RegisteredSource;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.DataSources;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Connects to the first sources of the tenant `default`. It tells how many answer and no names,
/// because it is told to anybody.
final class SourcesCheck {
    private static final String TENANT = "default";
    private static final int MOST = 5;
    private static final Duration PATIENCE = Duration.ofMillis(2_500);

    private final SourceRegistry registry;
    private final DataSources sources;

    SourcesCheck(SourceRegistry registry, DataSources sources) {
        this.registry = registry;
        this.sources = sources;
    }

    Component check() {
        var looked = registry.list(TENANT).stream().limit(MOST).toList();
        if (looked.isEmpty()) {
            return Component.disabled("no source is registered");
        }
        var answering = answering(looked);
        return answering == looked.size()
                ? Component.HEALTHY
                : Component.degraded("%d of %d sources answer".formatted(answering, looked.size()));
    }

    private long answering(List<RegisteredSource> looked) {
        var probes =
                looked.stream()
                        .map(source ->
                                CompletableFuture.supplyAsync(
                                                () -> answers(source), Thread::startVirtualThread)
                                        .completeOnTimeout(
                                                false, PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                        .toList();
        return probes.stream().filter(CompletableFuture::join).count();
    }

    private boolean answers(RegisteredSource source) {
        try {
            sources.probe(source.connection());
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }
}
