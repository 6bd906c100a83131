package dev.sluice.standalone.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What happens right now. On a terminal one line that is drawn over; elsewhere a plain line whenever
/// the phase changes and every few seconds between. Not thread-safe.
public final class StatusLine implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration PLAIN_PAUSE = Duration.ofSeconds(5);

    private final Terminal terminal;
    private final InstantSource clock;
    private @Nullable String phase;
    private Instant written = Instant.EPOCH;
    private boolean drawn;

    public StatusLine(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /// Shows `phase` and, where there is one, how far it is.
    ///
    /// @param detail may change often; too quick changes are not drawn
    public void show(String phase, String detail) {
        var now = clock.instant();
        var samePhase = phase.equals(this.phase);
        var pause = terminal.interactive() ? REDRAW : PLAIN_PAUSE;
        if (samePhase
                && (detail.isEmpty() || Duration.between(written, now).compareTo(pause) < 0)) {
            return;
        }
        this.phase = phase;
        written = now;
        var text = detail.isEmpty() ? phase : phase + "  " + detail;
        if (terminal.interactive()) {
            var line = Columns.fit(text, terminal.width() - 1, terminal.glyphs().ellipsis());
            terminal.err().print("\r" + line + "\u001b[K");
            terminal.err().flush();
            drawn = true;
        } else {
            terminal.err().println(text);
            terminal.err().flush();
        }
    }

    /// Writes a line that stays, above the status.
    public void remark(String text) {
        close();
        terminal.err().println(text);
        terminal.err().flush();
        if (terminal.interactive()) {
            phase = null; // the line was taken away, and the next status draws it again
        }
    }

    /// Takes the drawn line away.
    @Override
    public void close() {
        if (drawn) {
            terminal.err().print("\r\u001b[K");
            terminal.err().flush();
            drawn = false;
        }
    }
}
