package dev.sluice.outbound.target;

import java.util.Locale;

/// The two schemes of HTTP.
public enum Scheme {
    HTTPS(443),
    HTTP(80);

    private final int port;

    Scheme(int port) {
        this.port = port;
    }

    /// The port that a URL without one means.
    public int port() {
        return port;
    }

    /// As it is written in a URL.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
