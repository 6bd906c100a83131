package dev.sluice.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.BinaryCache;
import dev.sluice.embedded.Ports;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.DataDirectory;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetailDatabaseIT {
    private static final int ROWS = 20_000;
    private static final int FIRST_YEAR = 2023;

    @TempDir static Path directory;

    private static DataDirectory data;
    private static PostgresProcess server;
    private static RetailDatabase retail;

    @BeforeAll
    static void load() {
        data = DataDirectory.open(directory.resolve("data"));
        server =
                PostgresProcess.start(
                        new PostgresProcess.Settings(
                                data.path().resolve("postgresql"),
                                BinaryCache.directory(),
                                Ports.free(),
                                data.secrets().password(PostgresProcess.SUPERUSER),
                                true));
        retail = new RetailDatabase(server, data.secrets());
        assertThat(retail.ensure(ROWS, FIRST_YEAR)).isTrue();
    }

    @AfterAll
    static void stop() {
        server.close();
        data.close();
    }

    @Test
    void loadsJustTheRowsThatWereAskedFor() throws SQLException {
        assertThat(query("SELECT count(*) FROM sales_data")).isEqualTo(Integer.toString(ROWS));
        assertThat(query("SELECT min(sale_date) || ' ' || max(sale_date) FROM sales_data"))
                .isEqualTo("2023-01-01 2025-12-31");
    }

    @Test
    void loadsNothingTwice() {
        assertThat(retail.ensure(ROWS, FIRST_YEAR)).isFalse();
    }

    @Test
    void loadsTheSameAgain() throws SQLException {
        var sums =
                "SELECT sum(revenue) || ' ' || sum(sale_id * product_id) || ' ' || sum(store_id) FROM sales_data";
        var before = query(sums);

        assertThat(retail.ensure(ROWS + 1, FIRST_YEAR)).isTrue();
        assertThat(retail.ensure(ROWS, FIRST_YEAR)).isTrue();

        assertThat(query(sums)).isEqualTo(before);
    }

    @Test
    void sellsMoreIceCreamInSummer() throws SQLException {
        assertThat(
                        query(
                                "SELECT extract(quarter FROM sale_date) FROM sales_data JOIN products USING (product_id)"
                                        + " WHERE category = 'Frozen Food' GROUP BY 1 ORDER BY sum(revenue) DESC LIMIT 1"))
                .isEqualTo("3");
    }

    @Test
    void describesEveryTableAndColumn() throws SQLException {
        assertThat(
                        query(
                                "SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid"
                                        + " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND attnum > 0"
                                        + " AND (col_description(c.oid, attnum) IS NULL OR obj_description(c.oid) IS NULL)"))
                .isEqualTo("0");
        assertThat(
                        query(
                                "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"))
                .isEqualTo("8");
    }

    @Test
    void leavesNoProductAndNoStoreWithoutSales() throws SQLException {
        assertThat(query("SELECT count(DISTINCT store_id) FROM sales_data")).isEqualTo("50");
        assertThat(
                        query(
                                "SELECT count(DISTINCT category) FROM sales_data JOIN products USING (product_id)"))
                .isEqualTo("8");
    }

    @Test
    void letsItsReaderReadAndNothingElse() {
        assertThatThrownBy(() -> query("DELETE FROM sales_data"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> query("CREATE TEMP TABLE t (a int)"))
                .isInstanceOf(SQLException.class);
    }

    private static String query(String sql) throws SQLException {
        var source = retail.source();
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:" + source.url(), source.username(), source.password());
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
