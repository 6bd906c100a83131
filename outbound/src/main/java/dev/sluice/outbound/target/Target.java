package dev.sluice.outbound.target;

/// A URL in its one canonical form: what is judged is what is stored, and what is requested.
///
/// @param path path and query as they go into the request line: ASCII, beginning with a slash
public record Target(Scheme scheme, Host host, int port, String path) implements Reading {
    /// Reads a URL; every part of Sluice that names a target reads it here and nowhere else.
    public static Reading read(String url) {
        return new TargetReader(url).read();
    }

    /// The canonical URL, which reads as this target again.
    public String url() {
        return scheme.text() + "://" + authority() + path;
    }

    /// Host and port as in a `Host` header: the port only where it is not the scheme's own.
    public String authority() {
        return port == scheme.port() ? host.text() : host.text() + ":" + port;
    }
}
