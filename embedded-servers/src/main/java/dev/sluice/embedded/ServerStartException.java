package dev.sluice.embedded;

import org.jspecify.annotations.Nullable;

/// An embedded server cannot run. The message is a sentence for the person who started it.
public final class ServerStartException extends RuntimeException {
    public ServerStartException(String message) {
        this(message, null);
    }

    public ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
