package dev.sluice.gateway.files;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where the caller reaches the object store.
final class PublicEndpoint {
    private static final int LONGEST_HOST = 253;

    /// A name, an IPv4 address, or an IPv6 address in brackets; nothing that could add a path, a port or
    /// credentials to a link.
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]+]");

    private final LinkSettings settings;

    PublicEndpoint(LinkSettings settings) {
        this.settings = settings;
    }

    /// Scheme, host and port; null for the configured one.
    @Nullable String of(HttpServletRequest request) {
        if (settings.publicUrl() != null
                || !settings.publicFromRequest()
                || settings.port() == null) {
            return null;
        }
        var host = request.getServerName();
        if (host == null || host.length() > LONGEST_HOST || !HOST.matcher(host).matches()) {
            return null;
        }
        return "http://" + host + ":" + settings.port();
    }
}
