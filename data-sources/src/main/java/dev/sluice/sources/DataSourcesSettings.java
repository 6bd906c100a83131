package dev.sluice.sources;

import dev.sluice.sources.address.AddressRange;
import dev.sluice.sources.address.ForbiddenEndpoint;
import java.time.Duration;
import java.util.List;

/// How sources are reached.
///
/// @param poolSize connections kept at most per source for everything but exports
/// @param connectTimeout for one host, from the first packet to the end of authentication
/// @param silenceLimit how long a source may send nothing during an export
/// @param catalogTtl how long a catalog is used before it is read anew
/// @param allowedRanges networks as CIDR (`10.0.0.0/8`, `fd00::/8`) that a source must lie in; empty
///     for any address
/// @param forbidden the product's own database, broker and object store
/// @param requireReadonlyRole whether a role that could write is refused
public record DataSourcesSettings(
        int poolSize,
        Duration connectTimeout,
        Duration silenceLimit,
        Duration catalogTtl,
        List<String> allowedRanges,
        List<ForbiddenEndpoint> forbidden,
        boolean requireReadonlyRole) {

    public static final int DEFAULT_POOL_SIZE = 4;
    public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(10);
    public static final Duration DEFAULT_SILENCE_LIMIT = Duration.ofMinutes(15);
    public static final Duration DEFAULT_CATALOG_TTL = Duration.ofMinutes(10);

    public DataSourcesSettings {
        if (poolSize < 1) {
            throw new IllegalArgumentException("the pool size of sources must be at least 1");
        }
        requirePositive(connectTimeout, "connect timeout");
        requirePositive(silenceLimit, "silence limit");
        requirePositive(catalogTtl, "catalog lifetime");
        allowedRanges = List.copyOf(allowedRanges);
        allowedRanges.forEach(AddressRange::parse);
        forbidden = List.copyOf(forbidden);
    }

    public static DataSourcesSettings defaults() {
        return new DataSourcesSettings(
                DEFAULT_POOL_SIZE,
                DEFAULT_CONNECT_TIMEOUT,
                DEFAULT_SILENCE_LIMIT,
                DEFAULT_CATALOG_TTL,
                List.of(),
                List.of(),
                false);
    }

    public DataSourcesSettings withConnectTimeout(Duration timeout) {
        return new DataSourcesSettings(
                poolSize,
                timeout,
                silenceLimit,
                catalogTtl,
                allowedRanges,
                forbidden,
                requireReadonlyRole);
    }

    public DataSourcesSettings withSilenceLimit(Duration limit) {
        return new DataSourcesSettings(
                poolSize,
                connectTimeout,
                limit,
                catalogTtl,
                allowedRanges,
                forbidden,
                requireReadonlyRole);
    }

    public DataSourcesSettings withCatalogTtl(Duration ttl) {
        return new DataSourcesSettings(
                poolSize,
                connectTimeout,
                silenceLimit,
                ttl,
                allowedRanges,
                forbidden,
                requireReadonlyRole);
    }

    public DataSourcesSettings withAllowedRanges(List<String> ranges) {
        return new DataSourcesSettings(
                poolSize,
                connectTimeout,
                silenceLimit,
                catalogTtl,
                ranges,
                forbidden,
                requireReadonlyRole);
    }

    public DataSourcesSettings withForbidden(List<ForbiddenEndpoint> endpoints) {
        return new DataSourcesSettings(
                poolSize,
                connectTimeout,
                silenceLimit,
                catalogTtl,
                allowedRanges,
                endpoints,
                requireReadonlyRole);
    }

    public DataSourcesSettings withRequireReadonlyRole(boolean required) {
        return new DataSourcesSettings(
                poolSize,
                connectTimeout,
                silenceLimit,
                catalogTtl,
                allowedRanges,
                forbidden,
                required);
    }

    private static void requirePositive(Duration duration, String what) {
        if (!duration.isPositive()) {
            throw new IllegalArgumentException("the " + what + " of sources must be positive");
        }
    }
}
