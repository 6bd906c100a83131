package dev.sluice.model.source;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How to reach one registered source of one tenant.
///
/// @param name unique in the tenant
/// @param kind `postgresql`; other engines come later
/// @param url `postgresql://host[:port]/db[?params]` in the contract's canonical form, without
///     credentials
/// @param schemas allow-list; empty for every schema that is not the system's or an extension's
/// @param tables allow-list of `table` or `schema.table`; empty for all readable relations
/// @param version grows when the registration changes, so that caches notice
public record SourceConnection(
        String tenant,
        String name,
        String kind,
        String url,
        @Nullable String username,
        @Nullable String password,
        List<String> schemas,
        List<String> tables,
        long version) {

    /// Leaves the password out: this text reaches logs.
    @Override
    public String toString() {
        return "SourceConnection[" + tenant + "/" + name + " " + url + "]";
    }
}
