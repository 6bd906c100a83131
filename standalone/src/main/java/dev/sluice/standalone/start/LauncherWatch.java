package dev.sluice.standalone.start;

import dev.sluice.standalone.embedded.Settings;

/// Ends this process in order when the script that waits for it is gone. The script stays only for the
/// first start of a build; were it killed then, nobody would know of this process any more.
final class LauncherWatch {
    private LauncherWatch() {}

    static void begin(Settings settings) {
        settings.find("SLUICE_LAUNCHER_PID")
                .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)))
                .ifPresent(script -> script.onExit().thenRun(() -> System.exit(1)));
    }
}
