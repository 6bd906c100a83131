package dev.sluice.standalone.embedded;

import dev.sluice.embedded.ServerStartException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What the environment says, in the contract's words.
public record Settings(Map<String, String> environment) {
    private static final int DEFAULT_PORT = 8080;
    private static final int HIGHEST_PORT = 65_535;

    public Optional<String> find(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    public boolean has(String name) {
        return find(name).isPresent();
    }

    /// `SLUICE_BIND`, by default the loopback interface.
    public String bind() {
        return find("SLUICE_BIND").orElse("127.0.0.1");
    }

    /// `SLUICE_PORT`, by default 8080.
    public int port() {
        return port("SLUICE_PORT").orElse(DEFAULT_PORT);
    }

    Optional<Integer> s3Port() {
        return port("SLUICE_S3_PORT");
    }

    /// `SLUICE_DATA_DIR`, by default `~/.local/share/sluice`.
    public Path dataDirectory() {
        return find("SLUICE_DATA_DIR")
                .map(Path::of)
                .orElseGet(() ->
                        Path.of(System.getProperty("user.home"), ".local", "share", "sluice"));
    }

    private Optional<Integer> port(String name) {
        return find(name).map(text -> parsePort(name, text));
    }

    private static int parsePort(String name, String text) {
        if (text.matches("\\d{1,5}")) {
            var port = Integer.parseInt(text);
            if (port > 0 && port <= HIGHEST_PORT) {
                return port;
            }
        }
        throw new ServerStartException(
                "%s must be a port from 1 to %d, and is '%s'.".formatted(name, HIGHEST_PORT, text));
    }

    /// Leaves the values out: some are secrets.
    @Override
    public String toString() {
        return "Settings" + environment.keySet();
    }
}
