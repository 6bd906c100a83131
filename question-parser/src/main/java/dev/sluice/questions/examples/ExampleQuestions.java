package dev.sluice.questions.examples;

import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.schema.ColumnKind;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.SchemaTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Questions made from the catalog's own names; the tables with most rows, a measure, a dimension and a time come first.
public final class ExampleQuestions {
    private static final int MOST_TABLES = 12;

    private final Schema schema;
    private final JoinGraph graph;

    public ExampleQuestions(Schema schema) {
        this.schema = schema;
        this.graph = new JoinGraph(schema);
    }

    /// Candidates, best first; whether each can be answered is for the parser to say.
    public List<String> candidates() {
        var tables =
                schema.tables().stream()
                        .sorted(Comparator.comparingDouble(this::weight).reversed())
                        .limit(MOST_TABLES)
                        .toList();
        var perTable = tables.stream().map(this::about).toList();
        var questions = new LinkedHashSet<String>();
        int longest = perTable.stream().mapToInt(List::size).max().orElse(0);
        for (int round = 0; round < longest; round += 2) {
            for (var list : perTable) {
                questions.addAll(
                        list.subList(
                                Math.min(round, list.size()), Math.min(round + 2, list.size())));
            }
        }
        return List.copyOf(questions);
    }

    private double weight(SchemaTable table) {
        double facets =
                (table.measures().isEmpty() ? 0 : 2)
                        + (table.timeColumns().isEmpty() ? 0 : 2)
                        + (dimension(table).isPresent() ? 2 : 0);
        return facets + Math.log10(1 + table.rows()) / 2;
    }

    private List<String> about(SchemaTable table) {
        var questions = new ArrayList<String>();
        var measure = measure(table);
        var dimension = dimension(table);
        boolean time = !table.timeColumns().isEmpty();
        measure.ifPresent(m -> {
            var total = (table.addsUp(m) ? "total " : "average ") + m.spoken();
            dimension.ifPresent(d -> questions.add(total + " by " + name(d)));
            if (time) {
                questions.add("monthly " + m.spoken() + " trend");
            }
            dimension.ifPresent(d -> questions.add("top 5 " + name(d) + " by " + m.spoken()));
            questions.add("what is the highest " + m.spoken() + " in " + table.spoken());
        });
        dimension.ifPresent(
                d -> questions.add("how many " + table.spoken() + " are there per " + name(d)));
        questions.add("how many " + table.spoken() + " are there");
        return questions;
    }

    private static Optional<SchemaColumn> measure(SchemaTable table) {
        var measures = table.measures();
        return measures.stream()
                .filter(table::addsUp)
                .max(Comparator.comparing((SchemaColumn m) -> m.kind() == ColumnKind.DECIMAL))
                .or(() -> measures.stream().findFirst());
    }

    /// A text column with few values, of the table itself or of one that it refers to.
    private Optional<SchemaColumn> dimension(SchemaTable table) {
        return groupable(table)
                .or(() ->
                        schema.tables().stream()
                                .filter(t -> !t.id().equals(table.id()))
                                .filter(t ->
                                        graph.single(table.id(), t.id())
                                                .filter(p -> !p.ambiguous())
                                                .isPresent())
                                .sorted(
                                        Comparator.comparingInt(t ->
                                                graph.single(table.id(), t.id())
                                                        .map(p -> p.steps().size())
                                                        .orElse(9)))
                                .flatMap(t -> groupable(t).stream())
                                .findFirst());
    }

    private static Optional<SchemaColumn> groupable(SchemaTable table) {
        return table.columns().stream()
                .filter(c ->
                        c.kind() == ColumnKind.TEXT
                                && !c.key()
                                && !c.words().contains("name")
                                && !c.words().contains("description"))
                .max(Comparator.comparing(c -> !c.values().isEmpty()));
    }

    private static String name(SchemaColumn column) {
        return column.spoken();
    }
}
