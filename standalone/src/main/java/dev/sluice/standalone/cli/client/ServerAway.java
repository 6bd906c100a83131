package dev.sluice.standalone.cli.client;

import org.jspecify.annotations.Nullable;

/// The server cannot be reached, or not just now; the same call may work later.
final class ServerAway extends CliFailure {
    ServerAway(String text, @Nullable Throwable cause) {
        super(text, cause);
    }
}
