package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.download.DownloadProgress;
import dev.sluice.standalone.cli.terminal.ProgressText;
import dev.sluice.standalone.cli.terminal.StatusLine;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// A progress bar over all files of a download.
final class DownloadPainter implements DownloadProgress, AutoCloseable {
    private final InstantSource clock = InstantSource.system();
    private final StatusLine status;
    private final ProgressText progress;
    private final boolean silent;
    private @Nullable Instant since;
    private long bytesAtStart;

    DownloadPainter(Terminal terminal, boolean silent) {
        this.status = new StatusLine(terminal, clock);
        this.progress = new ProgressText(terminal);
        this.silent = silent;
    }

    @Override
    public void received(String name, long bytes, long of) {
        if (silent) {
            return;
        }
        var now = clock.instant();
        if (since == null) {
            since = now;
            bytesAtStart = bytes;
        }
        if (bytes == 0) {
            status.show("Downloading " + name, "");
            return;
        }
        var fraction = of == 0 ? 1.0 : (double) bytes / of;
        var left = secondsLeft(since, now, bytes, of);
        status.show("Downloading " + name, progress.text(now, null, bytes, fraction, left));
    }

    @Override
    public void checking(String name) {
        if (!silent) {
            status.show("Checking " + name, "");
        }
    }

    @Override
    public void close() {
        status.close();
    }

    private @Nullable Double secondsLeft(Instant begin, Instant now, long bytes, long of) {
        var seconds = Duration.between(begin, now).toMillis() / 1000.0;
        var received = bytes - bytesAtStart;
        return seconds < 1 || received <= 0 ? null : (of - bytes) * seconds / received;
    }
}
