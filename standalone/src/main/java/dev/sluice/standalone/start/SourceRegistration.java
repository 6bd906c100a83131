package dev.sluice.standalone.start;

import dev.sluice.embedded.ServerStartException;
import dev.sluice.jobstore.source.RegisteredSource;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/// Registers databases that were named on the command line.
final class SourceRegistration {
    private static final String TENANT = "default";

    private final SourceRegistry registry;
    private final DataSources sources;

    SourceRegistration(SourceRegistry registry, DataSources sources) {
        this.registry = registry;
        this.sources = sources;
    }

    /// Tries the database first; replaces a registration of the same name that says something else.
    void register(SourceOption wanted) {
        var connection = connection(wanted);
        try {
            var warnings = sources.probe(connection).warnings();
            var known = registry.find(TENANT, wanted.name());
            if (known.isPresent()) {
                if (isSame(known.get(), connection)) {
                    return;
                }
                registry.delete(TENANT, wanted.name());
                sources.forget(TENANT, wanted.name());
            }
            registry.create(connection, warnings);
        } catch (ProblemException e) {
            throw new ServerStartException(
                    "The source %s cannot be used: %s".formatted(wanted, e.getMessage()), e);
        }
    }

    String summary() {
        var registered = registry.list(TENANT);
        return registered.isEmpty()
                ? "none yet; ./sluice start --source postgresql://... registers one"
                : registered.stream()
                        .map(SourceRegistration::describe)
                        .collect(Collectors.joining("; "));
    }

    private static String describe(RegisteredSource source) {
        var warnings = source.warnings();
        var name = source.connection().name() + " (" + source.connection().url() + ")";
        return warnings.isEmpty() ? name : name + " " + warnings;
    }

    private static boolean isSame(RegisteredSource known, SourceConnection wanted) {
        var connection = known.connection();
        return connection.url().equals(wanted.url())
                && Objects.equals(connection.username(), wanted.username())
                && Objects.equals(connection.password(), wanted.password());
    }

    private static SourceConnection connection(SourceOption wanted) {
        return new SourceConnection(
                TENANT,
                wanted.name(),
                "postgresql",
                wanted.url(),
                wanted.username(),
                wanted.password(),
                List.of(),
                List.of(),
                0);
    }
}
