package dev.sluice.benchmarks.tables;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Five columns of usual types, made inside the server. Unlogged: after a crash it is empty, and made
/// anew.
public record NarrowTable(long rows) implements Table {
    private static final int BYTES_PER_ROW = 80;
    private static final int WRITERS = 2;

    private static final String COLUMNS =
            "id bigint NOT NULL, seen_at timestamptz NOT NULL, note text, amount numeric(12,2) NOT"
                    + " NULL, code integer NOT NULL";

    /// Every twentieth note is missing.
    private static final String ROWS =
            """
            INSERT INTO %s
            SELECT g, timestamptz '2026-11-01 00:00:00.123456+00' - g * interval '0.731 s',
              CASE WHEN g %% 20 <> 0 THEN 'note ' || g * 7919 %% 1000003 END,
              (g * 6151 %% 999999937)::numeric / 100, g %% 9973
            FROM generate_series(%d::bigint, %d) g\
            """;

    @Override
    public String name() {
        return "narrow_" + rows;
    }

    @Override
    public int edition() {
        return 1;
    }

    @Override
    public long size() {
        return rows * BYTES_PER_ROW;
    }

    @Override
    public void load(Connection connection, Connections others) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE UNLOGGED TABLE " + name() + " (" + COLUMNS + ")");
        }
        connection.commit(); // or the others would wait for it
        var writing = new ArrayList<Future<?>>();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                var first = rows * i / WRITERS + 1;
                var last = rows * (i + 1) / WRITERS;
                writing.add(
                        writers.submit(() -> {
                            insert(others, first, last);
                            return null;
                        }));
            }
        }
        for (var writer : writing) {
            await(writer);
        }
    }

    private void insert(Connections others, long first, long last) throws SQLException {
        try (var connection = others.open();
                var statement = connection.createStatement()) {
            statement.execute(ROWS.formatted(name(), first, last));
        }
    }

    private static void await(Future<?> writer) throws SQLException {
        try {
            writer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException refused) {
                throw refused;
            }
            throw new BenchmarkFailure("The narrow table could not be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }
}
