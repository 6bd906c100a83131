package dev.sluice.gateway;

import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;

/// Numbers from a gateway's job database.
final class JobCount {
    private JobCount() {}

    static int succeeded(Gateway gateway) throws SQLException {
        return of(gateway, "job WHERE state = 'SUCCEEDED'");
    }

    /// Until every job has ended.
    static void awaitEnds(Gateway gateway, Duration patience) {
        await("every job to end")
                .atMost(patience)
                .until(() -> of(gateway, "job WHERE finished_at IS NULL") == 0);
    }

    /// Until every event has its place in the stream of all.
    static void awaitPlacedEvents(Gateway gateway, Duration patience) {
        await("places of all events")
                .atMost(patience)
                .until(() -> of(gateway, "job_event WHERE position IS NULL") == 0);
    }

    /// @param what follows FROM
    static int of(Gateway gateway, String what) throws SQLException {
        try (var connection = gateway.database();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM " + what)) {
            row.next();
            return row.getInt(1);
        }
    }
}
