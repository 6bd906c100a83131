package dev.sluice.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A JVM of its own, by the JDK that runs this one.
public final class JavaProcess implements AutoCloseable {
    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);
    private static final int SHOWN_LINES = 15;

    /// What `./sluice` gives every JVM that it starts, but for the collector.
    private static final List<String> USUAL =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private final String name;
    private final Process process;
    private final Path log;

    private JavaProcess(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /// @param name of the process in sentences, and of its log
    /// @param flags of the JVM
    /// @param environment beside the user's, of which nothing of Sluice is passed on
    /// @param folder takes the log
    public static JavaProcess start(
            String name,
            List<String> flags,
            String classPath,
            String mainClass,
            List<String> arguments,
            Map<String, String> environment,
            Path folder) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(USUAL);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        var log = folder.resolve(name.replace(' ', '-') + ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("SLUICE_"));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(folder);
            return new JavaProcess(name, builder.start(), log);
        } catch (IOException e) {
            throw new BenchmarkFailure(
                    "The process %s cannot be started: %s.".formatted(name, e.getMessage()), e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /// @throws BenchmarkFailure with the end of its log, where it has ended
    public void requireAlive() {
        if (!process.isAlive()) {
            throw failure("ended with " + process.exitValue());
        }
    }

    /// Everything that it has printed, once it has ended well.
    public String output(Duration patience) {
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failure("took longer than %d s".formatted(patience.toSeconds()));
            }
            if (process.exitValue() != 0) {
                throw failure("ended with " + process.exitValue());
            }
            return Files.readString(log);
        } catch (IOException e) {
            throw failure("left no output");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }

    /// A sentence with the last lines of the log.
    public BenchmarkFailure failure(String what) {
        return new BenchmarkFailure(
                "The process %s %s. The end of %s:%n%s".formatted(name, what, log, end()));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private String end() {
        try {
            var lines = Files.readAllLines(log);
            return lines.stream()
                    .skip(Math.max(0, lines.size() - SHOWN_LINES))
                    .collect(Collectors.joining(System.lineSeparator()));
        } catch (IOException e) {
            return "(unreadable: %s)".formatted(e.getMessage());
        }
    }
}
