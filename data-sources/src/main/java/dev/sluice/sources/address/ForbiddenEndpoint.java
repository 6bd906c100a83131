package dev.sluice.sources.address;

import org.jspecify.annotations.Nullable;

/// A server of the product itself, which no source may name.
///
/// @param database only this database of the server; null for the whole server
public record ForbiddenEndpoint(String host, int port, @Nullable String database) {
    public ForbiddenEndpoint(String host, int port) {
        this(host, port, null);
    }
}
