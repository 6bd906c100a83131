package dev.sluice.standalone.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// A bar with rows, bytes, rate and time left, from one position to the next.
public final class ProgressText {
    private static final int CELLS = 24;

    private final Terminal terminal;
    private @Nullable Instant since;
    private long rowsAtStart;
    private long bytesAtStart;
    private long latestBytes;

    public ProgressText(Terminal terminal) {
        this.terminal = terminal;
    }

    /// @param rows null where the work has no rows, as a download
    /// @param fraction 0 to 1; null where the end is unknown, then there is no bar
    /// @param secondsLeft null where unknown
    public String text(
            Instant now,
            @Nullable Long rows,
            long bytes,
            @Nullable Double fraction,
            @Nullable Double secondsLeft) {
        return text(now, rows, bytes, fraction, secondsLeft, null);
    }

    /// @param rowsPerSecond as the worker measured it; null where it is reckoned here
    public String text(
            Instant now,
            @Nullable Long rows,
            long bytes,
            @Nullable Double fraction,
            @Nullable Double secondsLeft,
            @Nullable Double rowsPerSecond) {
        var restarted = bytes < latestBytes; // another worker begins anew
        latestBytes = bytes;
        if (since == null || restarted) {
            since = now;
            rowsAtStart = rows == null ? 0 : rows;
            bytesAtStart = bytes;
        }
        var parts = new ArrayList<String>();
        if (rows != null) {
            parts.add(Quantities.count(rows, "row"));
        }
        parts.add(Quantities.bytes(bytes));
        var seconds = Duration.between(since, now).toMillis() / 1000.0;
        if (rowsPerSecond != null) {
            parts.add(Quantities.count(Math.round(rowsPerSecond)) + " rows/s");
        } else if (seconds >= 0.5) {
            parts.add(rate(rows, bytes, seconds));
        }
        if (secondsLeft != null) {
            parts.add(Quantities.time(Duration.ofSeconds(Math.round(secondsLeft))) + " left");
        }
        var figures = String.join(terminal.glyphs().separator(), parts);
        return fraction == null ? figures : bar(fraction) + " " + figures;
    }

    private String rate(@Nullable Long rows, long bytes, double seconds) {
        return rows == null
                ? Quantities.bytes(Math.round((bytes - bytesAtStart) / seconds)) + "/s"
                : Quantities.count(Math.round((rows - rowsAtStart) / seconds)) + " rows/s";
    }

    private String bar(double fraction) {
        var percent = (int) Math.floor(Math.clamp(fraction, 0, 1) * 100);
        var figure = Columns.padLeft(percent + " %", 5);
        if (!terminal.interactive()) {
            return figure;
        }
        var filled = terminal.glyphs().bar(fraction, CELLS);
        var rest = String.valueOf(terminal.glyphs().empty()).repeat(CELLS - filled.length());
        return filled + rest + " " + figure;
    }
}
