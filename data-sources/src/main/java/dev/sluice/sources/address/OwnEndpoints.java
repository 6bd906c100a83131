package dev.sluice.sources.address;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The product's own servers, which no source may name.
public final class OwnEndpoints {
    private static final int POSTGRESQL = 5432;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final String JDBC = "jdbc:";
    private static final String SCHEME_END = "://";

    private OwnEndpoints() {}

    /// @param database JDBC or `postgresql:` URL of the job database; other databases of its server are
    ///     no concern of ours
    /// @param kafka `host:port`, comma-separated
    /// @param store URL of the object store
    public static List<ForbiddenEndpoint> of(String database, String kafka, String store) {
        var own = new ArrayList<ForbiddenEndpoint>();
        own.addAll(databases(database));
        for (var broker : kafka.split(",", -1)) {
            add(own, broker.strip(), 0, null);
        }
        var uri = URI.create(store);
        if (uri.getHost() != null) {
            var usual = "https".equals(uri.getScheme()) ? HTTPS : HTTP;
            own.add(
                    new ForbiddenEndpoint(
                            uri.getHost(), uri.getPort() < 0 ? usual : uri.getPort()));
        }
        return own;
    }

    private static List<ForbiddenEndpoint> databases(String url) {
        var plain = url.startsWith(JDBC) ? url.substring(JDBC.length()) : url;
        var rest = plain.substring(plain.indexOf(SCHEME_END) + SCHEME_END.length());
        var slash = rest.indexOf('/');
        var hosts = slash < 0 ? rest : rest.substring(0, slash);
        var name = slash < 0 ? null : rest.substring(slash + 1).replaceAll("\\?.*", "");
        var own = new ArrayList<ForbiddenEndpoint>();
        Arrays.stream(hosts.substring(hosts.lastIndexOf('@') + 1).split(",", -1))
                .forEach(host -> add(own, host, POSTGRESQL, name));
        return own;
    }

    private static void add(
            List<ForbiddenEndpoint> own, String hostAndPort, int usual, @Nullable String database) {
        var colon = hostAndPort.lastIndexOf(':');
        var hasPort = colon > hostAndPort.lastIndexOf(']');
        var host = hasPort ? hostAndPort.substring(0, colon) : hostAndPort;
        var port = hasPort ? Integer.parseInt(hostAndPort.substring(colon + 1)) : usual;
        own.add(new ForbiddenEndpoint(host.replaceAll("[\\[\\]]", ""), port, database));
    }
}
