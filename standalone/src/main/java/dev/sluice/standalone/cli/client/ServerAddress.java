package dev.sluice.standalone.cli.client;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the server answers, and the key it is asked with.
///
/// A server on this machine keeps both in its data directory: `api-key` (mode 600) and `port`.
public record ServerAddress(URI base, String key) {
    /// File in the data directory with the first API key.
    public static final String KEY_FILE = "api-key";

    /// File in the data directory with the port of the last start.
    public static final String PORT_FILE = "port";

    private static final String DEFAULT_URL = "http://localhost:8080";

    /// What was given on the command line comes first, then the environment, then the data directory.
    ///
    /// @throws CliFailure where no key is found or the URL is none
    public static ServerAddress find(
            @Nullable String url,
            @Nullable String key,
            @Nullable Path data,
            Map<String, String> environment) {
        var directory = data == null ? dataDirectory(environment) : data;
        var base = firstOf(url, environment.get("SLUICE_URL"));
        if (base == null) {
            var port = read(directory.resolve(PORT_FILE));
            base = port == null ? DEFAULT_URL : "http://localhost:" + port;
        }
        var secret = firstOf(key, environment.get("SLUICE_API_KEY"));
        if (secret == null) {
            secret = read(directory.resolve(KEY_FILE));
        }
        if (secret == null) {
            throw new CliFailure(
                    "No API key: give one with --key or SLUICE_API_KEY. The server on this machine keeps"
                            + " its own in "
                            + directory.resolve(KEY_FILE)
                            + ", which cannot be read; --data names another data directory.");
        }
        return new ServerAddress(parse(base), secret);
    }

    /// `SLUICE_DATA_DIR`, or `~/.local/share/sluice`.
    public static Path dataDirectory(Map<String, String> environment) {
        var named = firstOf(environment.get("SLUICE_DATA_DIR"), null);
        return named != null
                ? Path.of(named)
                : Path.of(System.getProperty("user.home"), ".local", "share", "sluice");
    }

    /// Never the key.
    @Override
    public String toString() {
        return base.toString();
    }

    private static URI parse(String url) {
        try {
            var uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
            var scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new CliFailure(refusal(url), e);
        }
        throw new CliFailure(refusal(url));
    }

    private static String refusal(String url) {
        return "'" + url + "' is not the address of a server; it looks like " + DEFAULT_URL + ".";
    }

    private static @Nullable String firstOf(@Nullable String one, @Nullable String other) {
        return one != null && !one.isBlank()
                ? one
                : other != null && !other.isBlank() ? other : null;
    }

    private static @Nullable String read(Path file) {
        try {
            var text = Files.readString(file).strip();
            return text.isEmpty() ? null : text;
        } catch (IOException e) {
            return null; // not there, or not ours to read
        }
    }
}
