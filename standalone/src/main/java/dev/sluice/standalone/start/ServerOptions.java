package dev.sluice.standalone.start;

import dev.sluice.standalone.embedded.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of the commands that run a server. What is given here wins over the environment.
public final class ServerOptions {
    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the API and the dashboard (SLUICE_PORT, by default 8080).")
    private @Nullable Integer port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where everything is kept (SLUICE_DATA_DIR, by default ~/.local/share/sluice).")
    private @Nullable Path data;

    /// The environment with the options in it.
    public Settings settings(Settings environment) {
        var merged = new HashMap<>(environment.environment());
        if (port != null) {
            merged.put("SLUICE_PORT", port.toString());
        }
        if (data != null) {
            merged.put("SLUICE_DATA_DIR", data.toString());
        }
        return new Settings(merged);
    }
}
