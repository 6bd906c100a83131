package dev.sluice.exports;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// A reader of Parquet in JavaScript, which shares no code with any other here. Needs Node.
final class Hyparquet {
    private static final Path SOURCE = Path.of("src", "test", "readers");

    private final Path folder;

    Hyparquet() throws IOException, InterruptedException {
        assumeTrue(run(Path.of("."), "node", "--version") != null, "needs Node");
        folder = Path.of("target", "readers");
        Files.createDirectories(folder);
        for (var name : List.of("package.json", "package-lock.json", ".npmrc", "hyparquet.mjs")) {
            Files.write(folder.resolve(name), Files.readAllBytes(SOURCE.resolve(name)));
        }
        if (!Files.isDirectory(folder.resolve("node_modules").resolve("hyparquet"))
                && run(folder, "npm", "ci", "--prefer-offline", "--ignore-scripts") == null) {
            throw new IOException("npm ci failed in " + folder.toAbsolutePath());
        }
    }

    List<List<@Nullable String>> rows(Path file, List<ParquetKind> kinds)
            throws IOException, InterruptedException {
        var scripts = String.join(",", kinds.stream().map(ParquetKind::script).toList());
        var output =
                run(folder, "node", "hyparquet.mjs", file.toAbsolutePath().toString(), scripts);
        if (output == null) {
            throw new IOException("hyparquet refused " + file);
        }
        var rows = new ArrayList<List<@Nullable String>>();
        var json = new JsonMapper();
        for (var line : output.lines().toList()) {
            rows.add(Arrays.asList(json.readValue(line, String[].class)));
        }
        return rows;
    }

    /// @return what it printed; null where it is missing or failed
    private static @Nullable String run(Path folder, String... command)
            throws IOException, InterruptedException {
        var output = Files.createTempFile("reader", ".out");
        try {
            var process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start();
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                return null;
            }
            return process.exitValue() == 0 ? Files.readString(output) : null;
        } catch (IOException e) {
            return null; // there is no such command
        } finally {
            Files.delete(output);
        }
    }
}
