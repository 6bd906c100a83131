package dev.sluice.sources;

import dev.sluice.model.source.SourceConnection;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/// The way to the server that writes, where a source names it beside its replicas: several hosts, of
/// which the source does not ask for a replica alone.
public final class Primary {
    private static final String ATTRIBUTES = "target_session_attrs";

    /// Those that leave it open which server is read.
    private static final Set<String> EITHER = Set.of("any", "prefer-standby");

    private Primary() {}

    /// @return the same source, read from its primary alone; empty where it names one host, insists on
    ///     replicas, or is read from its primary already
    public static Optional<SourceConnection> of(SourceConnection source) {
        var url = SourceUrl.parse(source.url());
        var wanted = url.parameter(ATTRIBUTES);
        if (url.hosts().size() < 2 || !(wanted == null || EITHER.contains(wanted))) {
            return Optional.empty();
        }
        var parameters = new LinkedHashMap<>(url.parameters());
        parameters.put(ATTRIBUTES, "primary");
        var primary =
                new SourceUrl(
                        url.hosts(), url.database(), parameters, url.username(), url.password());
        return Optional.of(
                new SourceConnection(
                        source.tenant(),
                        source.name(),
                        source.kind(),
                        primary.canonical(),
                        source.username() == null ? url.username() : source.username(),
                        source.password() == null ? url.password() : source.password(),
                        source.schemas(),
                        source.tables(),
                        source.version()));
    }
}
