package dev.sluice.questions;

import dev.sluice.questions.QuestionCatalog.Column;
import dev.sluice.questions.QuestionCatalog.ForeignKey;
import dev.sluice.questions.QuestionCatalog.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A database of things that do not exist, so that no rule can know its names.
final class InventedCatalog {
    private InventedCatalog() {}

    static QuestionCatalog glorps() {
        return new QuestionCatalog(
                List.of(
                        table(
                                "vonks",
                                40L,
                                List.of(
                                        column("vonk_id", "int4"),
                                        column("vonk_name", "text"),
                                        column("sector", "text", "Umbra", "Lumen", "Deep Void"),
                                        column("mass_kg", "numeric")),
                                List.of("vonk_id")),
                        table(
                                "quibs",
                                5L,
                                List.of(
                                        column("id", "int4"),
                                        column("name", "text"),
                                        column("flavour", "text", "Tart", "Mild")),
                                List.of("id")),
                        table(
                                "glorps",
                                1000L,
                                List.of(
                                        column("id", "int8"),
                                        column("vonk_id", "int4"),
                                        column("quib_id", "int4"),
                                        column("zint_value", "numeric"),
                                        column("wobble_rate", "float8"),
                                        column("glorp_date", "date"),
                                        column("created_at", "timestamptz"),
                                        column("shiny", "bool")),
                                List.of("id"),
                                key("vonk_id", "vonks", "vonk_id"),
                                key("quib_id", "quibs", "id"))));
    }

    static Table table(
            String name,
            Long rows,
            List<Column> columns,
            List<String> primaryKey,
            ForeignKey... keys) {
        return new Table(null, name, null, rows, columns, primaryKey, List.of(keys));
    }

    static Column column(String name, String type, String... values) {
        return new Column(name, type, null, true, List.of(values));
    }

    static Column described(String name, String type, @Nullable String comment) {
        return new Column(name, type, comment, true, List.of());
    }

    static ForeignKey key(String column, String table, String referenced) {
        return new ForeignKey(List.of(column), null, table, List.of(referenced));
    }
}
