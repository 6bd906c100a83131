package dev.sluice.standalone.start;

import dev.sluice.embedded.ServerStartException;
import dev.sluice.standalone.embedded.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Ends this process in order when the script that waits for it is gone. The script stays only for the
/// first start of a build; were it killed then, nobody would know of this process any more.
final class LauncherWatch {
    private LauncherWatch() {}

    static void begin(Settings settings) {
        settings.find("SLUICE_LAUNCHER_PID").map(Long::parseLong).ifPresent(LauncherWatch::endWith);
    }

    /// Tells the script that the start went all the way, so that what it recorded is worth keeping.
    static void ready(Settings settings) {
        settings.find("SLUICE_LAUNCHER_READY").ifPresent(LauncherWatch::touch);
    }

    private static void endWith(long pid) {
        ProcessHandle.of(pid)
                .orElseThrow(() -> new ServerStartException("The script that began this is gone."))
                .onExit()
                .thenRun(() -> System.exit(1));
    }

    private static void touch(String file) {
        try {
            Files.writeString(Path.of(file), "");
        } catch (IOException e) {
            throw new ServerStartException("The build's directory cannot be written to: " + e, e);
        }
    }
}
