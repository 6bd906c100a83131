package dev.sluice.sources.guard;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.model.Json;
import dev.sluice.sources.catalog.Catalog;
import dev.sluice.sources.catalog.Catalog.Column;
import dev.sluice.sources.catalog.Catalog.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The sample schema and the statements that come with it.
final class RetailCorpus {
    private static final String FOLDER = "/corpora/sql-guard/";
    private static final Pattern TABLE =
            Pattern.compile("CREATE TABLE (\\w+) \\((.*?)\\n\\);", Pattern.DOTALL);
    private static final Pattern COLUMN = Pattern.compile("(?m)^  (\"?\\w+\"?)\\s+([a-z]\\w*)");

    /// A statement with its name in the corpus.
    record Statement(String id, String sql) {
        @Override
        public String toString() {
            return id + " " + sql;
        }
    }

    private RetailCorpus() {}

    static String schema() {
        return resource("schema.sql");
    }

    /// The ten business tables, as the allow-list of a registration leaves them.
    static Catalog catalog() {
        var tables = new ArrayList<Table>();
        var table = TABLE.matcher(schema());
        while (table.find()) {
            var columns = new ArrayList<Column>();
            var column = COLUMN.matcher(table.group(2));
            while (column.find()) {
                String name = column.group(1).replace("\"", "");
                if (!name.equals("PRIMARY")) {
                    columns.add(new Column(name, column.group(2), true, null, null, List.of()));
                }
            }
            tables.add(
                    new Table(
                            "public",
                            table.group(1),
                            "table",
                            null,
                            500L,
                            columns,
                            List.of(),
                            List.of()));
        }
        return new Catalog(Instant.EPOCH, List.of("public"), tables);
    }

    static Stream<Statement> statements(String file) {
        return resource(file)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> Json.mapper().readTree(line))
                .map(node -> new Statement(node.get("id").asString(), node.get("sql").asString()));
    }

    /// One statement a line, named by its line.
    static Stream<Statement> lines(String file) {
        var lines = resource(file).lines().toList();
        var statements = new ArrayList<Statement>();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isBlank() && !lines.get(i).startsWith("##")) {
                statements.add(new Statement(file + ":" + (i + 1), lines.get(i)));
            }
        }
        return statements.stream();
    }

    private static String resource(String name) {
        try (var in = RetailCorpus.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
