package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.TestServers;
import dev.sluice.sources.catalog.Catalog;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the guard writes gives the rows of the original, column names and types included.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegitimateQueriesIT {
    private final SqlGuard guard = new SqlGuard();
    private final Catalog catalog = RetailCorpus.catalog();
    private Connection connection;

    @BeforeAll
    void loadSchema() throws SQLException {
        var database = TestServers.postgres().createDatabase();
        connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.username(), database.password());
        try (var statement = connection.createStatement()) {
            statement.execute(RetailCorpus.schema());
        }
    }

    @AfterAll
    void close() throws SQLException {
        connection.close();
    }

    static Stream<RetailCorpus.Statement> queries() {
        return Stream.concat(
                RetailCorpus.statements("legit.jsonl"), RetailCorpus.lines("own-legit.sql"));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void givesTheRowsOfTheOriginal(RetailCorpus.Statement query) throws SQLException {
        var guarded = guard.judge(catalog, query.sql());

        assertThat(rows("pg_catalog", guarded.sql()))
                .as(guarded.sql())
                .isEqualTo(rows("public", query.sql()));
    }

    private List<String> rows(String searchPath, String sql) throws SQLException {
        var rows = new ArrayList<String>();
        var header = new StringBuilder();
        try (var statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute("SET search_path = " + searchPath);
            try (var result = statement.executeQuery(sql)) {
                int columns = result.getMetaData().getColumnCount();
                for (int i = 1; i <= columns; i++) {
                    header.append(result.getMetaData().getColumnName(i)).append(' ');
                    header.append(result.getMetaData().getColumnTypeName(i)).append('|');
                }
                while (result.next()) {
                    var row = new StringBuilder();
                    for (int i = 1; i <= columns; i++) {
                        row.append(result.getString(i)).append('|');
                    }
                    rows.add(row.toString());
                }
            }
        }
        if (!sql.toLowerCase(Locale.ROOT).contains("order by")) {
            Collections.sort(rows);
        }
        rows.addFirst(header.toString());
        return rows;
    }
}
