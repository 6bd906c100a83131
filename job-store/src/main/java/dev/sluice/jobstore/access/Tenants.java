package dev.sluice.jobstore.access;

import dev.sluice.jobstore.lifecycle.Page;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tenants, as operators see them. Each change is an audit line in the same transaction.
public interface Tenants {
    /// Joins the caller's transaction.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `validation_failed` when the name is taken
    Tenant create(NewTenant tenant, Caller by);

    /// @return empty when there is no such tenant
    /// @throws dev.sluice.model.problem.ProblemException `validation_failed` when the name is taken
    Optional<Tenant> change(String id, TenantChange change, Caller by);

    Optional<Tenant> find(String id);

    /// Newest first.
    Page<Tenant> list(int limit, @Nullable String cursor);

    /// The id of a tenant that is called so, by id or else by name.
    ///
    /// @param reach the only tenant that may be found; null for any
    Optional<String> resolve(@Nullable String reach, String idOrName);
}
