package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Wall clocks that are wrong for one process alone: a small C library between the JVM and the system's
/// adds what stands in a file. It is compiled when the rig starts; without a C compiler, or on a system
/// that is not Linux, there are none, and clock faults are left out.
///
/// Clocks that only measure run on as they are, as they do on a machine whose time is set.
public final class WallClocks {
    private static final String SOURCE = "clock.c";
    private static final Duration LONGEST_COMPILATION = Duration.ofSeconds(30);

    private final Path directory;
    private final Path library;

    private WallClocks(Path directory, Path library) {
        this.directory = directory;
        this.library = library;
    }

    static Optional<WallClocks> in(Path directory) {
        try {
            Files.createDirectories(directory);
            var source = directory.resolve(SOURCE);
            try (var text = WallClocks.class.getResourceAsStream(SOURCE)) {
                Files.write(source, Objects.requireNonNull(text).readAllBytes());
            }
            var library = directory.resolve("clock.so");
            return compiled(source, library)
                    ? Optional.of(new WallClocks(directory, library))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean compiled(Path source, Path library) {
        if (!System.getProperty("os.name").equals("Linux")) {
            return false;
        }
        var command =
                List.of(
                        "cc",
                        "-shared",
                        "-fPIC",
                        "-O2",
                        "-o",
                        library.toString(),
                        source.toString(),
                        "-ldl");
        try {
            var compiler =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(source.resolveSibling("cc.log").toFile())
                            .start();
            return compiler.waitFor(LONGEST_COMPILATION.toSeconds(), TimeUnit.SECONDS)
                    && compiler.exitValue() == 0;
        } catch (IOException _) {
            return false; // there is no compiler
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }

    /// With which a process is started whose clock is to be wrong later. It is right until then.
    Map<String, String> environment(String name) {
        set(name, Duration.ZERO);
        return Map.of("LD_PRELOAD", library.toString(), "CHAOS_CLOCK", file(name).toString());
    }

    /// From now on, for this process and whichever is started in its place.
    ///
    /// @param offset negative for the past
    public void set(String name, Duration offset) {
        var bytes =
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.nativeOrder())
                        .putLong(offset.toNanos())
                        .flip();
        try (var file =
                FileChannel.open(file(name), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name) {
        return directory.resolve(name + ".offset");
    }
}
