package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.cli.client.SluiceClient;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which server a command speaks to, and with which key.
final class ServerOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of the server. Default: SLUICE_URL, else the server of the data directory,"
                            + " else http://localhost:8080.")
    private @Nullable String url;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "API key. Default: SLUICE_API_KEY, else the file api-key in the data directory."
                            + " The environment variable stays out of the process list.")
    private @Nullable String key;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Data directory of a server on this machine. Default: SLUICE_DATA_DIR, else"
                            + " ~/.local/share/sluice.")
    private @Nullable Path data;

    SluiceClient connect(Map<String, String> environment) {
        return new SluiceClient(ServerAddress.find(url, key, data, environment));
    }
}
