package dev.sluice.outbound.http;

import java.io.IOException;

/// A connection was there, but did not become a TLS one.
final class TlsFailedException extends IOException {
    TlsFailedException(IOException cause) {
        super(cause);
    }
}
