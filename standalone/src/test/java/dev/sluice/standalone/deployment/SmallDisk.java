package dev.sluice.standalone.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A file system of a few megabytes over a directory, which shows again what it held once this is closed.
final class SmallDisk implements AutoCloseable {
    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /// @return empty where this process may not mount
    static Optional<SmallDisk> over(Path directory, int megabytes) {
        return run(
                        "mount",
                        "-t",
                        "tmpfs",
                        "-o",
                        "size=" + megabytes + "m",
                        "sluice-test",
                        directory.toString())
                ? Optional.of(new SmallDisk(directory))
                : Optional.empty();
    }

    boolean grow(int megabytes) {
        return run("mount", "-o", "remount,size=" + megabytes + "m", directory.toString());
    }

    private static boolean run(String... command) {
        try {
            var process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false; // there is no such command
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        if (!run("umount", directory.toString())
                && !run("umount", "--lazy", directory.toString())) {
            throw new UncheckedIOException(new IOException(directory + " is still mounted"));
        }
    }
}
