package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.sources.catalog.Catalog;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class CatalogIT {
    private static final TestSource SOURCE =
            TestSource.create()
                    .run(
                            """
                            CREATE TYPE mood AS ENUM ('glad', 'sad');
                            CREATE DOMAIN euros AS numeric(12,2);
                            CREATE SCHEMA "Verkauf 2024"; CREATE SCHEMA hidden;
                            CREATE TABLE stores (id int PRIMARY KEY, name text NOT NULL, tags text[],
                              feeling mood, opened timestamptz, turnover euros, prices euros[],
                              CHECK (id > 0));
                            COMMENT ON TABLE stores IS 'Every shop';
                            COMMENT ON COLUMN stores.turnover IS 'Euros a year';
                            CREATE TABLE "Verkauf 2024"."Bon ""Zeile""\" (
                              "Nr" bigint, "Pos" int, "Filiale" int REFERENCES stores,
                              PRIMARY KEY ("Nr", "Pos"));
                            CREATE TABLE hidden.secret (id int PRIMARY KEY REFERENCES stores);
                            CREATE TABLE events (at date NOT NULL, store int) PARTITION BY RANGE (at);
                            CREATE TABLE events_2024 PARTITION OF events
                              FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
                            CREATE VIEW as_owner AS SELECT id FROM stores;
                            CREATE VIEW as_caller WITH (security_invoker = on) AS SELECT id FROM stores;
                            CREATE MATERIALIZED VIEW filled AS SELECT id, name FROM stores;
                            CREATE MATERIALIZED VIEW unfilled AS SELECT id FROM stores WITH NO DATA;
                            INSERT INTO stores SELECT i, 'store ' || i % 5, '{a,b}',
                              CASE WHEN i % 3 = 0 THEN 'sad' ELSE 'glad' END::mood, now(), i
                              FROM generate_series(1, 1000) i;
                            INSERT INTO events SELECT date '2024-01-01' + i % 300, i % 7
                              FROM generate_series(1, 500) i;
                            ANALYZE stores; ANALYZE events_2024;\
                            """);
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @Test
    void listsWhatIsOpenByDefaultAndNothingElse() {
        var catalog = SOURCES.refresh(SOURCE.connection());
        assertThat(names(catalog))
                .containsExactly(
                        "Verkauf 2024.Bon \"Zeile\"",
                        "hidden.secret",
                        "public.as_caller",
                        "public.events",
                        "public.events_2024",
                        "public.filled",
                        "public.stores");
        assertThat(catalog.defaultSchemas()).containsExactly("public");
        assertThat(catalog.tables().stream().map(Catalog.Table::kind))
                .containsExactly(
                        "table",
                        "table",
                        "view",
                        "partitioned_table",
                        "partition",
                        "materialized_view",
                        "table");
    }

    @Test
    void describesColumnsAsTheContractNamesThem() {
        var stores = table(SOURCES.catalog(SOURCE.connection()), "public", "stores");
        assertThat(stores.columns().stream().map(c -> c.name() + " " + c.type()))
                .containsExactly(
                        "id int4",
                        "name text",
                        "tags text[]",
                        "feeling mood",
                        "opened timestamptz",
                        "turnover numeric",
                        "prices numeric[]");
        assertThat(stores.columns().stream().map(Catalog.Column::nullable))
                .containsExactly(false, false, true, true, true, true, true);
        assertThat(stores.comment()).isEqualTo("Every shop");
        assertThat(stores.columns().get(5).comment()).isEqualTo("Euros a year");
        assertThat(stores.primaryKey()).containsExactly("id");
    }

    @Test
    void readsKeysOverSeveralColumnsAndSchemas() {
        var lines = table(SOURCES.catalog(SOURCE.connection()), "Verkauf 2024", "Bon \"Zeile\"");
        assertThat(lines.primaryKey()).containsExactly("Nr", "Pos");
        assertThat(lines.foreignKeys())
                .containsExactly(
                        new Catalog.ForeignKey(
                                List.of("Filiale"), "public", "stores", List.of("id")));
    }

    @Test
    void tellsThePlannersEstimates() {
        var catalog = SOURCES.refresh(SOURCE.connection());
        assertThat(table(catalog, "public", "stores").estimatedRows()).isEqualTo(1000);
        assertThat(table(catalog, "public", "events").estimatedRows()).isEqualTo(500);
        assertThat(table(catalog, "hidden", "secret").estimatedRows()).isNull();
        var columns = table(catalog, "public", "stores").columns();
        assertThat(columns.get(0).distinctValues()).isEqualTo(1000);
        assertThat(columns.get(1).distinctValues()).isEqualTo(5);
        assertThat(columns.get(1).sampleValues())
                .containsExactlyInAnyOrder("store 0", "store 1", "store 2", "store 3", "store 4");
        assertThat(columns.get(3).sampleValues()).containsExactly("glad", "sad");
    }

    @Test
    void allowListsNarrowSchemasAndTables() {
        var bySchema = SOURCES.refresh(SOURCE.connection(List.of("Verkauf 2024"), List.of()));
        assertThat(names(bySchema)).containsExactly("Verkauf 2024.Bon \"Zeile\"");
        assertThat(bySchema.defaultSchemas()).containsExactly("Verkauf 2024");
        assertThat(bySchema.tables().getFirst().foreignKeys()).isEmpty();
        var byTable =
                SOURCES.refresh(
                        SOURCE.connection(
                                List.of(), List.of("stores", "hidden.secret", "as_owner")));
        assertThat(names(byTable))
                .containsExactly("hidden.secret", "public.as_owner", "public.stores");
        var both =
                SOURCES.refresh(SOURCE.connection(List.of("public"), List.of("secret", "stores")));
        assertThat(names(both)).containsExactly("public.stores");
    }

    @Test
    void showsARoleOnlyWhatItMayRead() {
        var role =
                SOURCE.role(
                        "GRANT SELECT (id, name) ON stores TO %s",
                        "GRANT SELECT ON events TO %s",
                        "ALTER ROLE %s SET search_path = hidden, \"$user\", public");
        var catalog = SOURCES.refresh(role);
        assertThat(names(catalog)).containsExactly("public.events", "public.stores");
        assertThat(table(catalog, "public", "stores").columns())
                .extracting(Catalog.Column::name)
                .containsExactly("id", "name");
        assertThat(catalog.defaultSchemas()).containsExactly("public");
    }

    @Test
    void leavesOutWhatExtensionsBring() {
        var source =
                TestSource.create()
                        .run(
                                "CREATE EXTENSION pg_stat_statements",
                                "CREATE TABLE plain (id int)",
                                "CREATE TEMP TABLE passing (id int)");
        assertThat(names(SOURCES.refresh(source.connection()))).containsExactly("public.plain");
    }

    @Test
    void samplesAreReadFromTheTableAndCut() {
        var source =
                TestSource.create()
                        .run(
                                "CREATE TABLE notes (id int, \"Long Text\" text, doc jsonb, raw bytea,"
                                        + " odd point, empty text)",
                                "INSERT INTO notes SELECT i, repeat('é', 100) || i, '{\"k\": 1}',"
                                        + " '\\xff00', '(1,2)' FROM generate_series(1, 50) i");
        var table = SOURCES.sampled(source.connection(), "notes");
        var samples = table.columns().stream().map(Catalog.Column::sampleValues).toList();
        assertThat(samples.get(0)).containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
        assertThat(samples.get(1)).containsExactly("é".repeat(60));
        assertThat(samples.get(2)).containsExactly("{\"k\": 1}");
        assertThat(samples.get(3)).containsExactly("\\xff00");
        assertThat(samples.get(4)).containsExactly("(1,2)");
        assertThat(samples.get(5)).isEmpty();
    }

    @Test
    void aTableIsFoundByItsQualifiedNameAndAMissingOneHasSuggestions() {
        assertThat(SOURCES.sampled(SOURCE.connection(), "Verkauf 2024.Bon \"Zeile\"").name())
                .isEqualTo("Bon \"Zeile\"");
        var problem =
                catchThrowableOfType(
                                ProblemException.class,
                                () -> SOURCES.sampled(SOURCE.connection(), "store"))
                        .problem();
        assertThat(problem.code()).isEqualTo("unknown_table");
        assertThat(Objects.requireNonNull(problem.suggestions()).getFirst()).isEqualTo("stores");
    }

    @Test
    void fiveHundredTablesWithQuotedNamesTakeAMomentNotAMinute() {
        var source = TestSource.create().run(manyTables());
        long started = System.nanoTime();
        var catalog = SOURCES.catalog(source.connection());
        long millis = (System.nanoTime() - started) / 1_000_000;
        assertThat(catalog.tables()).hasSize(520);
        assertThat(catalog.tables())
                .allSatisfy(t -> assertThat(t.columns()).hasSize(21))
                .filteredOn(t -> !t.foreignKeys().isEmpty())
                .hasSize(519);
        System.out.println("catalog of 520 tables: " + millis + " ms");
        assertThat(millis).isLessThan(10_000);
    }

    private static String manyTables() {
        return IntStream.range(0, 520)
                .mapToObj(i ->
                        (i % 130 == 0 ? "CREATE SCHEMA \"S %d\";".formatted(i / 130) : "")
                                + "CREATE TABLE \"S %d\".\"T-%d.x\" (\"Id\" int PRIMARY KEY,%s);"
                                        .formatted(i / 130, i, columns(i)))
                .collect(Collectors.joining());
    }

    private static String columns(int table) {
        var reference =
                table == 0
                        ? ""
                        : " REFERENCES \"S %d\".\"T-%d.x\"".formatted((table - 1) / 130, table - 1);
        return "\"Parent\" int"
                + reference
                + ","
                + IntStream.range(0, 19)
                        .mapToObj(c -> "\"Col %d\" text".formatted(c))
                        .collect(Collectors.joining(","));
    }

    private static Catalog.Table table(Catalog catalog, String schema, String name) {
        return catalog.find(schema, name).orElseThrow();
    }

    private static List<String> names(Catalog catalog) {
        return catalog.tables().stream().map(t -> t.schema() + "." + t.name()).toList();
    }
}
