package dev.sluice.benchmarks.machine;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Where this build lies, and with which class paths its processes are started.
///
/// @param root of the source tree
public record Installation(Path root) {

    /// By the place of this class: `benchmarks/target/` with the jar or the classes in it.
    public static Installation find() {
        try {
            return new Installation(here().resolve("../../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path here() throws URISyntaxException {
        return Path.of(
                Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /// Of this process: all of Sluice in one.
    public String everything() {
        return System.getProperty("java.class.path");
    }

    /// Of this module alone.
    public String benchmarks() {
        try {
            return here().toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Of this process, with the libraries that only a peer needs.
    public String withPeers() {
        return everything()
                + File.pathSeparator
                + root.resolve("benchmarks").resolve("target").resolve("lib").resolve("*");
    }

    /// Of a service, as its image has it.
    ///
    /// @param module such as `export-worker`
    public String service(String module) {
        var target = root.resolve(module).resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("image.classpath")).strip();
        } catch (IOException e) {
            throw new BenchmarkFailure(
                    "The class path of %s is not there: build the whole project first."
                            .formatted(module),
                    e);
        }
    }

    public Path sparkProject() {
        return root.resolve("benchmarks").resolve("peers").resolve("spark");
    }
}
