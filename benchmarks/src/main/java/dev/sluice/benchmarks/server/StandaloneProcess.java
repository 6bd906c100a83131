package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.machine.Installation;
import dev.sluice.benchmarks.machine.JavaProcess;
import dev.sluice.benchmarks.tables.BenchDatabase;
import dev.sluice.embedded.Ports;
import dev.sluice.standalone.Sluice;
import dev.sluice.standalone.cli.client.ServerAddress;
import dev.sluice.standalone.embedded.Secrets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `./sluice start` runs, with the job database on the PostgreSQL that has the tables: gateway,
/// workers, Kafka and the object store on disk, with its authorization on, in one JVM.
public final class StandaloneProcess implements AutoCloseable {
    /// Those of `./sluice start`.
    private static final List<String> FLAGS =
            List.of("-Xms256m", "-Xmx1g", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");

    private final JavaProcess process;
    private final SluiceApi api;

    private StandaloneProcess(JavaProcess process, SluiceApi api) {
        this.process = process;
        this.api = api;
    }

    /// Returns when the API answers and the database is registered.
    ///
    /// @param folder of the benchmark; the server's own is below it
    /// @param readers of an export at most; null for what Sluice itself chooses
    public static StandaloneProcess start(
            Installation installation,
            BenchDatabase database,
            Secrets secrets,
            Path folder,
            @Nullable Integer readers) {
        var directory = folder.resolve("server");
        var port = Ports.free();
        var environment = Addresses.jobDatabase(database.server(), secrets, "sluice");
        environment.put("SLUICE_DATA_DIR", directory.toString());
        environment.put("SLUICE_PORT", Integer.toString(port));
        environment.put("SLUICE_S3_PORT", Integer.toString(Ports.free()));
        environment.put("SLUICE_LAUNCHER_PID", Long.toString(ProcessHandle.current().pid()));
        if (readers != null) {
            environment.put("SLUICE_EXPORT_READERS", readers.toString());
        }
        var process =
                JavaProcess.start(
                        "server",
                        FLAGS,
                        installation.everything(),
                        Sluice.class.getName(),
                        List.of("start"),
                        environment,
                        folder.resolve("logs"));
        try {
            var server = URI.create("http://localhost:" + port);
            Readiness.await(process, server.resolve("/v1/health"));
            var api = new SluiceApi(new ServerAddress(server, key(directory)));
            api.register(database);
            return new StandaloneProcess(process, api);
        } catch (IOException e) {
            Readiness.stop(process);
            throw process.failure("keeps no API key: " + e.getMessage());
        } catch (RuntimeException e) {
            Readiness.stop(process);
            throw e;
        }
    }

    public SluiceApi api() {
        return api;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        api.close();
        process.close();
    }

    private static String key(Path directory) throws IOException {
        return Files.readString(directory.resolve(ServerAddress.KEY_FILE)).strip();
    }
}
