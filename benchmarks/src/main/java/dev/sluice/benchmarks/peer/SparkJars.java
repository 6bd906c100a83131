package dev.sluice.benchmarks.peer;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Spark with all of its libraries, some 290 MB, in a build of its own that only this class runs.
///
/// @param project the folder of that build
public record SparkJars(Path project) {
    private static final int LONGEST_BUILD_MINUTES = 30;

    public boolean areThere() {
        return Files.isDirectory(libraries()) && Files.isDirectory(classes());
    }

    /// By Maven from the PATH; returns when they are there.
    public void resolve() {
        var log = project.resolve("target").resolve("build.log");
        try {
            Files.createDirectories(log.getParent());
            var builder =
                    new ProcessBuilder("mvn", "-B", "prepare-package")
                            .directory(project.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile());
            builder.environment().putAll(Map.of("JAVA_HOME", System.getProperty("java.home")));
            var build = builder.start();
            if (!build.waitFor(LONGEST_BUILD_MINUTES, TimeUnit.MINUTES)) {
                build.destroy();
                throw new BenchmarkFailure(
                        "Spark was not resolved within %d minutes; %s tells how far it came."
                                .formatted(LONGEST_BUILD_MINUTES, log));
            }
            if (build.exitValue() != 0) {
                throw new BenchmarkFailure(
                        "Spark could not be resolved; Maven's words are in %s.".formatted(log));
            }
        } catch (IOException e) {
            throw new BenchmarkFailure("Maven cannot be started: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }

    public String classPath() {
        return classes() + File.pathSeparator + libraries().resolve("*");
    }

    private Path classes() {
        return project.resolve("target").resolve("classes");
    }

    private Path libraries() {
        return project.resolve("target").resolve("lib");
    }
}
