package dev.sluice.questions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.TestServers;
import dev.sluice.questions.Interpretation.Answered;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The statements run on a real PostgreSQL and give the rows of statements written by hand.
class ExecutedSqlIT {
    private static final LocalDate TODAY = LocalDate.of(2025, 5, 14);

    private static Connection connection;

    @BeforeAll
    static void fill() throws SQLException {
        var database = TestServers.postgres().createDatabase();
        connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.username(), database.password());
        try (var statement = connection.createStatement()) {
            statement.execute(
                    """
                    CREATE TABLE vonks (vonk_id int PRIMARY KEY, vonk_name text NOT NULL, sector text, mass_kg numeric);
                    CREATE TABLE quibs (id int PRIMARY KEY, name text NOT NULL, flavour text);
                    CREATE TABLE glorps (id bigint PRIMARY KEY, vonk_id int REFERENCES vonks, quib_id int REFERENCES quibs,
                      zint_value numeric, wobble_rate float8, glorp_date date, created_at timestamptz, shiny bool);
                    INSERT INTO vonks SELECT i, 'Vonk ' || i, (ARRAY['Umbra', 'Lumen', 'Deep Void'])[1 + i % 3], i * 1.5 FROM generate_series(1, 12) i;
                    INSERT INTO quibs SELECT i, 'Quib ' || i, (ARRAY['Tart', 'Mild'])[1 + i % 2] FROM generate_series(1, 5) i;
                    INSERT INTO glorps SELECT i, 1 + i % 10, 1 + i % 5, CASE WHEN i % 17 = 0 THEN NULL ELSE i % 101 END, (i % 7) / 7.0,
                      DATE '2023-01-01' + (i % 850)::int, now(), i % 2 = 0 FROM generate_series(1, 2000) i;
                    """);
        }
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    how many glorps are there                       | SELECT count(*) FROM glorps
                    total zint value in 2024                        | SELECT sum(zint_value) FROM glorps WHERE extract(year FROM glorp_date) = 2024
                    average wobble rate for Tart                    | SELECT avg(wobble_rate) FROM glorps WHERE quib_id IN (SELECT id FROM quibs WHERE flavour = 'Tart')
                    how many distinct sectors                       | SELECT count(DISTINCT sector) FROM vonks
                    how many vonks have a mass over 10              | SELECT count(*) FROM vonks WHERE mass_kg > 10
                    vonks without glorps                            | SELECT * FROM vonks WHERE vonk_id NOT IN (SELECT vonk_id FROM glorps) ORDER BY vonk_id
                    which vonks have no glorps                      | SELECT vonk_name FROM vonks WHERE vonk_id NOT IN (SELECT vonk_id FROM glorps)
                    total zint value by sector                      | SELECT v.sector, sum(zint_value) FROM glorps g JOIN vonks v USING (vonk_id) GROUP BY 1 ORDER BY 2 DESC
                    top 3 vonks by zint value                       | SELECT v.vonk_name, sum(zint_value) FROM glorps g JOIN vonks v USING (vonk_id) GROUP BY 1 ORDER BY 2 DESC LIMIT 3
                    which sector has the lowest zint value          | SELECT v.sector, sum(zint_value) FROM glorps g JOIN vonks v USING (vonk_id) GROUP BY 1 ORDER BY 2 LIMIT 1
                    number of glorps per flavour since 2024         | SELECT q.flavour, count(*) FROM glorps g JOIN quibs q ON q.id = g.quib_id WHERE glorp_date >= '2024-01-01' GROUP BY 1 ORDER BY 2 DESC, 1
                    quarterly zint value in 2023                    | SELECT date_trunc('quarter', glorp_date)::date, sum(zint_value) FROM glorps WHERE glorp_date BETWEEN '2023-01-01' AND '2023-12-31' GROUP BY 1 ORDER BY 1
                    zint value by year                              | SELECT extract(year FROM glorp_date)::int, sum(zint_value) FROM glorps GROUP BY 1 ORDER BY 1
                    highest and lowest zint value per flavour       | SELECT q.flavour, max(zint_value), min(zint_value) FROM glorps g JOIN quibs q ON q.id = g.quib_id GROUP BY 1 ORDER BY 2 DESC, 1
                    names of vonks with mass between 3 and 6        | SELECT vonk_name FROM vonks WHERE mass_kg BETWEEN 3 AND 6
                    how many glorps have a zint value above average | SELECT count(*) FROM glorps WHERE zint_value > (SELECT avg(zint_value) FROM glorps)
                    number of vonks not in Umbra                    | SELECT count(*) FROM vonks WHERE sector <> 'Umbra'
                    how many glorps have no zint value              | SELECT count(*) FROM glorps WHERE zint_value IS NULL
                    the heaviest vonk                               | SELECT vonk_name, mass_kg FROM vonks ORDER BY mass_kg DESC LIMIT 1
                    """)
    void rowsAreThoseOfAStatementWrittenByHand(String question, String byHand) throws SQLException {
        var answer = QuestionParser.rules().interpret(question, InventedCatalog.glorps(), TODAY);
        assertThat(answer).as(question).isInstanceOf(Answered.class);
        var sql = ((Answered) answer).best().sql();
        assertThat(rows(sql)).as(sql).isEqualTo(rows(byHand));
    }

    @Test
    void everyExampleRuns() throws SQLException {
        for (var question : QuestionParser.rules().examples(InventedCatalog.glorps(), 50)) {
            var answer =
                    (Answered)
                            QuestionParser.rules()
                                    .interpret(question, InventedCatalog.glorps(), TODAY);
            for (var candidate : answer.candidates()) {
                assertThat(rows(candidate.sql())).as(question).isNotNull();
            }
        }
    }

    private static List<List<String>> rows(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            var rows = new ArrayList<List<String>>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                var row = new ArrayList<String>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(result.getObject(i)));
                }
                rows.add(row);
            }
            return rows;
        }
    }
}
