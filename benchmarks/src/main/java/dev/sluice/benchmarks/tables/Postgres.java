package dev.sluice.benchmarks.tables;

import dev.sluice.embedded.BinaryCache;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.DataDirectory;

/// The embedded PostgreSQL with durable settings, as `./sluice start` runs it.
public final class Postgres {
    private Postgres() {}

    public static PostgresProcess start(DataDirectory data) {
        var directory = data.path().resolve("postgresql");
        PostgresProcess.stopLeftBehind(directory, BinaryCache.directory());
        return PostgresProcess.start(
                new PostgresProcess.Settings(
                        directory,
                        BinaryCache.directory(),
                        data.ports().internal("postgresql"),
                        data.secrets().password(PostgresProcess.SUPERUSER),
                        true));
    }
}
