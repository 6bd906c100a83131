package dev.sluice.standalone.cli.client;

import org.jspecify.annotations.Nullable;

/// A reason to stop that is already a text for the person at the terminal.
public class CliFailure extends RuntimeException {
    public CliFailure(String text) {
        super(text);
    }

    public CliFailure(String text, @Nullable Throwable cause) {
        super(text, cause);
    }

    /// The text; of several lines where there are suggestions or wrong fields.
    public final String text() {
        return String.valueOf(getMessage());
    }
}
