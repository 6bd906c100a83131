package dev.sluice.gateway.source;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.source.RegisteredSource;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.StoredAnswer;
import dev.sluice.model.Json;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/// Registers sources after having tried them, and forgets them.
final class SourceService {
    private static final Logger LOG = LoggerFactory.getLogger(SourceService.class);

    private final SourceRegistry registry;
    private final DataSources sources;
    private final Audit audit;

    SourceService(SourceRegistry registry, DataSources sources, Audit audit) {
        this.registry = registry;
        this.sources = sources;
        this.audit = audit;
    }

    /// Tries the connection, and returns the creation.
    Supplier<StoredAnswer> prepare(Caller caller, Registration registration) {
        var connection = registration.connection(caller.tenant());
        if (registry.find(caller.tenant(), connection.name()).isPresent()) {
            throw ProblemType.SOURCE_EXISTS.because(
                    "There is a source " + connection.name() + " already; delete it first.");
        }
        var report = sources.probe(connection);
        return () -> {
            var created = registry.create(connection, report.warnings());
            audit.record(caller.tenant(), caller.keyId(), "source.create", connection.name());
            return new StoredAnswer(
                    HttpStatus.CREATED.value(),
                    "/v1/sources/" + connection.name(),
                    Json.write(SourceView.of(created)).getBytes(StandardCharsets.UTF_8),
                    false);
        };
    }

    /// Reads the catalog in the background, so that the first question does not wait for it.
    void warmUp(Caller caller, String name) {
        registry.find(caller.tenant(), name)
                .ifPresent(source ->
                        Thread.startVirtualThread(() -> readCatalog(source.connection())));
    }

    RegisteredSource require(Caller caller, String name) {
        return registry.find(caller.tenant(), name)
                .orElseThrow(
                        () -> ProblemType.NOT_FOUND.because("There is no source of this name."));
    }

    void delete(Caller caller, String name) {
        if (!registry.delete(caller.tenant(), name)) {
            throw ProblemType.NOT_FOUND.because("There is no source of this name.");
        }
        sources.forget(caller.tenant(), name);
        audit.record(caller.tenant(), caller.keyId(), "source.delete", name);
    }

    private void readCatalog(SourceConnection connection) {
        try {
            sources.catalog(connection);
        } catch (ProblemException e) {
            LOG.info("The catalog of {} was not read yet: {}", connection, e.problem().detail());
        }
    }
}
