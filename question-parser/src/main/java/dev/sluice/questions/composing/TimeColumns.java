package dev.sluice.questions.composing;

import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.reading.Intent;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.SchemaTable;
import dev.sluice.questions.schema.TableId;
import dev.sluice.questions.time.Grain;
import dev.sluice.questions.time.TimeRange;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which column tells when a row happened.
final class TimeColumns {
    /// Words of times that say something about the row's bookkeeping or its end.
    private static final Set<String> ASIDE =
            Set.of(
                    "created",
                    "create",
                    "crtd",
                    "updated",
                    "update",
                    "modified",
                    "changed",
                    "inserted",
                    "loaded",
                    "deleted",
                    "synced",
                    "birth",
                    "dob",
                    "expiry",
                    "expired",
                    "end",
                    "until",
                    "to",
                    "due",
                    "termination",
                    "closed",
                    "valid",
                    "processed",
                    "imported",
                    "etl",
                    "last");

    private final Schema schema;
    private final JoinGraph graph;
    private final Intent intent;

    TimeColumns(Schema schema, JoinGraph graph, Intent intent) {
        this.schema = schema;
        this.graph = graph;
        this.intent = intent;
    }

    /// The most plausible time among tables that the question names; `preferred` wins unless another says it more plainly.
    Optional<SchemaColumn> of(SchemaTable preferred, List<TableId> named, boolean measured) {
        var own = of(preferred);
        if (measured || named.isEmpty()) {
            return own;
        }
        int ownPoints = own.map(c -> plausibility(schema.tableOf(c), c) + 1).orElse(-9);
        var best = own;
        for (var id : named) {
            var table = schema.table(id);
            var times = candidates(table);
            if (id.equals(preferred.id()) || times.isEmpty()) {
                continue;
            }
            var column = choose(table, times);
            if (plausibility(table, column) > ownPoints) {
                ownPoints = plausibility(table, column);
                best = Optional.of(column);
            }
        }
        return best;
    }

    /// The time column of the table, else of the nearest table that it refers to, else a year.
    Optional<SchemaColumn> of(SchemaTable table) {
        var own = candidates(table);
        if (!own.isEmpty()) {
            return Optional.of(choose(table, own));
        }
        var parents =
                schema.tables().stream()
                        .filter(t -> !t.id().equals(table.id()) && !candidates(t).isEmpty())
                        .filter(t -> graph.single(table.id(), t.id()).isPresent())
                        .sorted(
                                Comparator.comparingInt(t ->
                                        graph.single(table.id(), t.id())
                                                .map(p -> p.steps().size())
                                                .orElse(99)))
                        .toList();
        if (parents.isEmpty()) {
            return Optional.empty();
        }
        var parent = parents.getFirst();
        var column = choose(parent, candidates(parent));
        intent.assume("The time is " + column.spoken() + " of " + parent.spoken() + ".", 0.08);
        return Optional.of(column);
    }

    static List<SchemaColumn> candidates(SchemaTable table) {
        var times = table.timeColumns();
        return times.isEmpty()
                ? table.columns().stream().filter(SchemaColumn::isYear).toList()
                : times;
    }

    private SchemaColumn choose(SchemaTable table, List<SchemaColumn> columns) {
        if (columns.size() == 1) {
            return columns.getFirst();
        }
        var ranked =
                columns.stream()
                        .sorted(
                                Comparator.comparingInt((SchemaColumn c) -> plausibility(table, c))
                                        .reversed())
                        .toList();
        var best = ranked.getFirst();
        var others =
                ranked.stream().skip(1).map(SchemaColumn::spoken).collect(Collectors.joining(", "));
        boolean clear = plausibility(table, best) > plausibility(table, ranked.get(1));
        intent.assume(
                "The time is " + best.spoken() + " (not " + others + ").", clear ? 0.04 : 0.15);
        return best;
    }

    /// A column of quarters cannot answer for months.
    static boolean tooCoarse(SchemaColumn column, Grain wanted) {
        return column.kind().isTime()
                && Grain.noun(
                                column.words().stream()
                                        .filter(w -> Grain.noun(w).isPresent())
                                        .findFirst()
                                        .orElse(""))
                        .filter(g -> g.compareTo(wanted) > 0)
                        .isPresent();
    }

    /// The finest length of time that the range's ends need.
    static Grain finest(TimeRange range) {
        var finest = Grain.YEAR;
        for (var day :
                Stream.of(Optional.ofNullable(range.start()), Optional.ofNullable(range.end()))
                        .flatMap(Optional::stream)
                        .toList()) {
            var grain =
                    day.getDayOfYear() == 1
                            ? Grain.YEAR
                            : day.getDayOfMonth() > 1
                                    ? Grain.DAY
                                    : day.getMonthValue() % 3 == 1 ? Grain.QUARTER : Grain.MONTH;
            finest = grain.compareTo(finest) < 0 ? grain : finest;
        }
        return finest;
    }

    private static int plausibility(SchemaTable table, SchemaColumn column) {
        int points = column.words().stream().anyMatch(ASIDE::contains) ? -3 : 0;
        points += column.words().stream().anyMatch(w -> table.words().contains(w)) ? 2 : 0;
        points += column.words().equals(List.of("date")) ? 2 : 0;
        points += column.words().contains("date") ? 1 : 0;
        points += column.words().equals(List.of("year")) ? 2 : 0;
        return points;
    }
}
