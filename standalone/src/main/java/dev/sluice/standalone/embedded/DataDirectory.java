package dev.sluice.standalone.embedded;

import dev.sluice.embedded.Directories;
import dev.sluice.embedded.ServerStartException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a standalone Sluice keeps everything. One process holds it at a time.
public final class DataDirectory implements AutoCloseable {
    private static final String API_KEY_FILE = "api-key";
    private static final String PORT_FILE = "port";
    private static final String LOCK_FILE = "lock";
    private static final String PID_FILE = "pid";

    private final Path path;
    private final FileChannel channel;
    private final Secrets secrets;
    private final KeptPorts ports;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
        this.secrets = new Secrets(new KeptValues(path.resolve("secrets.properties")));
        this.ports = new KeptPorts(new KeptValues(path.resolve("ports.properties")));
    }

    /// Creates the directory where it is missing, with mode 700, and takes it.
    ///
    /// @throws ServerStartException naming the process that holds it
    public static DataDirectory open(Path path) {
        var directory = Directories.createPrivate(path.toAbsolutePath().normalize());
        var channel = lock(directory);
        PrivateFile.write(
                directory.resolve(PID_FILE), Long.toString(ProcessHandle.current().pid()));
        return new DataDirectory(directory, channel);
    }

    public Path path() {
        return path;
    }

    public Secrets secrets() {
        return secrets;
    }

    public KeptPorts ports() {
        return ports;
    }

    /// The first API key, where one was kept.
    public Optional<String> apiKey() {
        return PrivateFile.read(path.resolve(API_KEY_FILE)).map(String::strip);
    }

    public Path apiKeyFile() {
        return path.resolve(API_KEY_FILE);
    }

    public void keepApiKey(String key) {
        PrivateFile.write(apiKeyFile(), key + "\n");
    }

    /// Tells the command line where the API is.
    public void publishPort(int port) {
        PrivateFile.write(path.resolve(PORT_FILE), port + "\n");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path.resolve(PID_FILE));
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("The data directory was not released.", e);
        }
    }

    private static FileChannel lock(Path directory) {
        try {
            var channel =
                    FileChannel.open(
                            directory.resolve(LOCK_FILE),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                channel.close();
                throw new ServerStartException(
                        "Sluice already runs on %s, as process %s. Stop that one, or choose another directory with --data."
                                .formatted(directory, holder(directory)));
            }
            return channel;
        } catch (IOException e) {
            throw new ServerStartException(
                    "The data directory %s cannot be used: %s."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null; // this very process holds it
        }
    }

    private static String holder(Path directory) {
        return PrivateFile.read(directory.resolve(PID_FILE)).map(String::strip).orElse("unknown");
    }
}
