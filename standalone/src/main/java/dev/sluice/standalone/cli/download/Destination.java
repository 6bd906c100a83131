package dev.sluice.standalone.cli.download;

import dev.sluice.standalone.cli.client.CliFailure;
import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.client.ExportFiles.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the files of an export go.
///
/// @param directory whether it is meant as a directory, even if there is only one file
public record Destination(Path path, boolean directory) {

    /// @param text as the person wrote it; a directory where it ends with a slash
    /// @param split whether several files were asked for
    public static Destination of(String text, boolean split) {
        try {
            return new Destination(Path.of(text), split || text.endsWith("/"));
        } catch (InvalidPathException e) {
            throw new CliFailure("Not a path: " + text, e);
        }
    }

    /// The path of each part, none of them outside of the destination, whatever the server says.
    Map<Part, Path> of(ExportFiles files) throws IOException {
        var parts = files.parts();
        if (!isDirectory(files)) {
            var parent = path.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            return Map.of(parts.getFirst(), path);
        }
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CliFailure(
                    "The export has "
                            + (parts.size() == 1 ? "a folder" : parts.size() + " files")
                            + ", and "
                            + path
                            + " is a file: name a directory.");
        }
        Files.createDirectories(path);
        var targets = new LinkedHashMap<Part, Path>();
        for (var part : parts) {
            var target = inside(part.name());
            if (targets.containsValue(target)) {
                throw new CliFailure("The server gave the name " + part.name() + " twice.");
            }
            targets.put(part, target);
        }
        for (var target : targets.values()) {
            makeFolders(target);
        }
        return targets;
    }

    private boolean isDirectory(ExportFiles files) {
        return directory
                || files.parts().size() != 1
                || files.parts().getFirst().name().contains("/")
                || Files.isDirectory(path);
    }

    private Path inside(String name) {
        var target = path;
        for (var step : name.split("/", -1)) {
            target = target.resolve(plain(step, name));
        }
        return target;
    }

    /// One step down, and never up or aside.
    private static Path plain(String step, String name) {
        var strange =
                step.isBlank()
                        || step.startsWith("..")
                        || step.equals(".")
                        || step.indexOf('\\') >= 0
                        || step.chars().anyMatch(Character::isISOControl);
        try {
            if (!strange && !Path.of(step).isAbsolute() && Path.of(step).getNameCount() == 1) {
                return Path.of(step);
            }
        } catch (InvalidPathException e) {
            throw unusable(name, e);
        }
        throw unusable(name, null);
    }

    private static CliFailure unusable(String name, @Nullable Exception cause) {
        return new CliFailure("The server gave a file name that cannot be used: " + name, cause);
    }

    /// A link among the folders could lead out of the directory.
    private void makeFolders(Path target) throws IOException {
        var parent = target.getParent();
        if (parent == null) {
            return;
        }
        Files.createDirectories(parent);
        if (!parent.toRealPath().startsWith(path.toRealPath())) {
            throw new CliFailure(
                    parent + " is a link that leads out of " + path + "; remove it first.");
        }
    }
}
