package dev.sluice.sources.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.sources.TestSource;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.jdbc.PgConnection;

@Timeout(60)
class CopyMessagesIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            """
                            CREATE FUNCTION chatty(n int) RETURNS int LANGUAGE plpgsql AS $$
                            BEGIN
                                IF n % 1000 = 0 THEN RAISE NOTICE 'row %', n; END IF;
                                RETURN 1000000 / (90000 - n);
                            END $$\
                            """);

    private static PgConnection connection;

    @BeforeAll
    static void open() throws SQLException {
        connection = SOURCE.open().unwrap(PgConnection.class);
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /// Another version of the driver may keep its buffer elsewhere; exports would be slower, and nobody
    /// would know.
    @Test
    void rowsAreTakenOutOfTheDriversBuffer() throws Exception {
        var buffer = Objects.requireNonNull(DriverBuffer.of(connection));
        var rows = copy("SELECT g FROM generate_series(1, 10000) g", buffer);
        for (int i = 1; i <= 10_000; i++) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.buffer()).isSameAs(buffer.getBuffer());
            assertThat(text(rows)).isEqualTo(i + "\n");
        }
        assertThat(rows.copiedRows()).isNull();
        assertThat(rows.next()).isFalse();
        assertThat(rows.copiedRows()).isEqualTo(10_000);
    }

    @Test
    void rowsOfAnySizeAreAsTheDriverGivesThem() throws Exception {
        var sql =
                """
                SELECT repeat(chr(97 + g % 26), n) FROM generate_series(0, 60) g,
                unnest(ARRAY[0, 1, 700, 8186, 8187, 8192, 65529, 65530, 65531, 65532, 65537, 300000]) n\
                """;
        var buffer = Objects.requireNonNull(DriverBuffer.of(connection));
        var driver = lines(copy(sql, null));
        assertThat(driver).hasSize(61 * 12);
        assertThat(lines(copy(sql, buffer))).isEqualTo(driver);
        assertThat(buffer.getBuffer().length).isLessThanOrEqualTo(256 * 1024);
    }

    @Test
    void theServersOtherWordsReachTheDriver() throws Exception {
        var rows = copy("SELECT chatty(g) FROM generate_series(1, 80000) g");
        int count = 0;
        while (rows.next()) {
            count++;
        }
        assertThat(count).isEqualTo(80_000);
        assertThat(rows.copiedRows()).isEqualTo(80_000);
        var noticed = Objects.requireNonNull(connection.getWarnings());
        assertThat(noticed.getMessage()).contains("row 1000");
    }

    @Test
    void anErrorAmidTheRowsIsTheServers() throws Exception {
        var rows = copy("SELECT chatty(g) FROM generate_series(1, 100000) g");
        assertThatThrownBy(() -> lines(rows))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22012"));
        assertThat(rows.copiedRows()).isNull();
        assertThat(lines(copy("SELECT 1"))).containsExactly("1\n");
    }

    @Test
    void aBackendThatDiesIsALostConnection() throws Exception {
        try (var doomed = SOURCE.open().unwrap(PgConnection.class)) {
            var copy =
                    new CopyManager(doomed)
                            .copyOut(
                                    "COPY (SELECT g FROM generate_series(1, 100000000) g) TO STDOUT");
            var rows = new CopyMessages(copy, DriverBuffer.of(doomed));
            assertThat(rows.next()).isTrue();
            SOURCE.run("SELECT pg_terminate_backend(" + doomed.getBackendPID() + ")");
            assertThatThrownBy(() -> lines(rows))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getSQLState()).isIn("57P01", "08006"));
            assertThat(rows.copiedRows()).isNull();
        }
    }

    private static CopyMessages copy(String sql) throws SQLException {
        return copy(sql, DriverBuffer.of(connection));
    }

    private static CopyMessages copy(String sql, @Nullable VisibleBufferedInputStream buffer)
            throws SQLException {
        var copy = new CopyManager(connection).copyOut("COPY (" + sql + ") TO STDOUT (FORMAT csv)");
        return new CopyMessages(copy, buffer);
    }

    private static List<String> lines(CopyMessages rows) throws SQLException {
        var lines = new ArrayList<String>();
        while (rows.next()) {
            lines.add(text(rows));
        }
        return lines;
    }

    private static String text(CopyMessages rows) {
        var length = rows.end() - rows.start();
        return new String(rows.buffer(), rows.start(), length, StandardCharsets.UTF_8);
    }
}
