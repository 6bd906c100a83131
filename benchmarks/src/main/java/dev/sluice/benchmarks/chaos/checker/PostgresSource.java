package dev.sluice.benchmarks.chaos.checker;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/// The source through the driver alone.
final class PostgresSource implements Source {
    private static final int FETCHED = 5_000;

    private final String url;
    private final String username;
    private final String password;
    private final Map<String, List<List<@Nullable String>>> answers = new HashMap<>();

    PostgresSource(String url, String username, String password) {
        this.url = url;
        this.username = username;
        this.password = password;
    }

    @Override
    public LineDigest csv(String sql) {
        try (var connection = connect()) {
            var copy =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyOut("COPY (" + sql + ") TO STDOUT (FORMAT csv)");
            var lines = new LineDigest.Accumulator(0);
            for (var row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
                lines.take(row, row.length);
            }
            return lines.end();
        } catch (SQLException e) {
            throw new IllegalStateException("the source refuses: " + sql, e);
        }
    }

    @Override
    public LineDigest values(String sql) {
        try (var connection = connect()) {
            connection.setAutoCommit(false); // or the driver holds all rows at once
            try (var statement = connection.createStatement()) {
                statement.setFetchSize(FETCHED);
                try (var rows = statement.executeQuery(sql)) {
                    return RowValues.digest(rows);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the source refuses: " + sql, e);
        }
    }

    @Override
    public List<List<@Nullable String>> rows(String sql) {
        return answers.computeIfAbsent(sql, this::ask);
    }

    private List<List<@Nullable String>> ask(String sql) {
        try (var connection = connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var columns = rows.getMetaData().getColumnCount();
            var all = new ArrayList<List<@Nullable String>>();
            while (rows.next()) {
                var cells = new ArrayList<@Nullable String>();
                for (int i = 1; i <= columns; i++) {
                    cells.add(rows.getString(i));
                }
                all.add(cells);
            }
            return all;
        } catch (SQLException e) {
            throw new IllegalStateException("the source refuses: " + sql, e);
        }
    }

    private Connection connect() throws SQLException {
        var connection = DriverManager.getConnection(url, username, password);
        try (var statement = connection.createStatement()) {
            statement.execute("SET timezone = 'UTC'");
            statement.execute("SET search_path = pg_catalog, public");
        }
        return connection;
    }
}
