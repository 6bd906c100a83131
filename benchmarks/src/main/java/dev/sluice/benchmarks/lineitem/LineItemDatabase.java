package dev.sluice.benchmarks.lineitem;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.JobDatabaseSetup;
import dev.sluice.standalone.embedded.Secrets;
import dev.sluice.standalone.start.SourceOption;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.TextPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import org.postgresql.PGConnection;

/// The database `tpch` on the embedded server with the one table `lineitem`, read through a role that
/// can do nothing else.
public final class LineItemDatabase {
    public static final String NAME = "tpch";
    public static final String READER = "tpch_reader";

    /// Grows when the table or its data change, so that an older load is replaced.
    private static final int EDITION = 1;

    /// TPC-H's own types; texts of fixed width are `varchar`, so that no file is padded with blanks.
    private static final String TABLE =
            """
            CREATE TABLE lineitem (
              l_orderkey bigint NOT NULL,
              l_partkey integer NOT NULL,
              l_suppkey integer NOT NULL,
              l_linenumber integer NOT NULL,
              l_quantity numeric(15,2) NOT NULL,
              l_extendedprice numeric(15,2) NOT NULL,
              l_discount numeric(15,2) NOT NULL,
              l_tax numeric(15,2) NOT NULL,
              l_returnflag char(1) NOT NULL,
              l_linestatus char(1) NOT NULL,
              l_shipdate date NOT NULL,
              l_commitdate date NOT NULL,
              l_receiptdate date NOT NULL,
              l_shipinstruct varchar(25) NOT NULL,
              l_shipmode varchar(10) NOT NULL,
              l_comment varchar(44) NOT NULL)\
            """;

    /// Of a scale factor, a little less than it has.
    private static final double ROWS_PER_SCALE = 5_900_000;

    /// TPC-H draws its comments from 300 MiB of text, which would count as this process's memory.
    private static final int TEXT_POOL_BYTES = 16 * 1024 * 1024;

    private final PostgresProcess server;
    private final Secrets secrets;

    public LineItemDatabase(PostgresProcess server, Secrets secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /// Loads the first `rows` rows of the smallest scale factor that has them, unless just that is
    /// there already.
    ///
    /// @return whether anything had to be loaded
    public boolean ensure(long rows) {
        JobDatabaseSetup.ensure(server, NAME, secrets.password(NAME));
        var wanted = "lineitem edition=%d rows=%d".formatted(EDITION, rows);
        try {
            ensureReader();
            try (var connection =
                    DriverManager.getConnection(
                            server.jdbcUrl(NAME), NAME, secrets.password(NAME))) {
                if (wanted.equals(loaded(connection))) {
                    return false;
                }
                load(connection, rows, wanted);
                return true;
            }
        } catch (SQLException e) {
            throw new BenchmarkFailure(
                    "The table lineitem could not be loaded: %s.".formatted(e.getMessage()), e);
        }
    }

    /// How Sluice reads it.
    public SourceOption source() {
        return new SourceOption(
                NAME,
                "postgresql://%s:%d/%s".formatted(server.host(), server.port(), NAME),
                READER,
                password());
    }

    /// Of [#READER].
    public String password() {
        return secrets.password(READER);
    }

    private void ensureReader() throws SQLException {
        try (var connection =
                        DriverManager.getConnection(
                                server.jdbcUrl(NAME), server.username(), server.password());
                var statement = connection.createStatement()) {
            JobDatabaseSetup.ensureRole(statement, READER, password());
            statement.execute("GRANT CONNECT ON DATABASE %s TO %s".formatted(NAME, READER));
        }
    }

    private static String loaded(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows =
                        statement.executeQuery(
                                "SELECT shobj_description(oid, 'pg_database') FROM pg_database"
                                        + " WHERE datname = current_database()")) {
            rows.next();
            return Objects.requireNonNullElse(rows.getString(1), "");
        }
    }

    /// In one transaction: a killed load leaves what was there before, and a table that is filled in
    /// the transaction that made it needs no write-ahead log and may be frozen at once.
    private static void load(Connection connection, long rows, String loaded) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS lineitem");
            statement.execute(TABLE);
            copy(connection, rows);
            statement.execute("GRANT SELECT ON lineitem TO " + READER);
            statement.execute("COMMENT ON DATABASE %s IS '%s'".formatted(NAME, loaded));
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("VACUUM (ANALYZE) lineitem");
        }
    }

    private static void copy(Connection connection, long rows) throws SQLException {
        var distributions = Distributions.getDefaultDistributions();
        var texts = new TextPool(TEXT_POOL_BYTES, distributions);
        var items =
                new LineItemGenerator(
                                rows / ROWS_PER_SCALE + 0.001, 1, 1, distributions, () -> texts)
                        .iterator();
        var text = new LineItemText();
        var copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY lineitem FROM STDIN (FREEZE)");
        try {
            for (long i = 0; i < rows; i++) {
                var row = text.row(items.next());
                copy.writeToCopy(row, 0, row.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
