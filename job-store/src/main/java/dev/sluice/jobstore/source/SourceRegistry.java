package dev.sluice.jobstore.source;

import dev.sluice.model.source.SourceConnection;
import java.util.List;
import java.util.Optional;

/// Sources by tenant and name.
public interface SourceRegistry {
    /// Joins the caller's transaction.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `source_exists`
    RegisteredSource create(SourceConnection source, List<String> warnings);

    Optional<RegisteredSource> find(String tenant, String name);

    /// In order of creation: the first is the default.
    List<RegisteredSource> list(String tenant);

    /// Named, or the tenant's first.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `unknown_source` with suggestions, `no_source`
    RegisteredSource resolve(String tenant, @org.jspecify.annotations.Nullable String name);

    /// @return whether there was one
    boolean delete(String tenant, String name);
}
