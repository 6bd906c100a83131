package dev.sluice.benchmarks.server;

import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import dev.sluice.standalone.embedded.Secrets;
import java.util.HashMap;
import java.util.Map;

/// Environment variables by which the processes of Sluice find each other.
final class Addresses {
    private Addresses() {}

    /// Of a job database on the benchmark's PostgreSQL, made where it is missing.
    static Map<String, String> jobDatabase(PostgresProcess postgres, Secrets secrets, String name) {
        var password = secrets.password(name);
        JobDatabaseSetup.ensure(postgres, name, password);
        var environment = new HashMap<String, String>();
        environment.put("SLUICE_DATABASE_URL", postgres.jdbcUrl(name));
        environment.put("SLUICE_DATABASE_USERNAME", name);
        environment.put("SLUICE_DATABASE_PASSWORD", password);
        environment.put("SLUICE_SECRET_KEY", secrets.secretKey());
        return environment;
    }
}
