package dev.sluice.agent.shape;

import dev.sluice.agent.shape.ResultShape.Empty;
import dev.sluice.agent.shape.ResultShape.Groups;
import dev.sluice.agent.shape.ResultShape.Matrix;
import dev.sluice.agent.shape.ResultShape.Numbers;
import dev.sluice.agent.shape.ResultShape.Pairs;
import dev.sluice.agent.shape.ResultShape.Rows;
import dev.sluice.agent.shape.ResultShape.Series;
import dev.sluice.agent.shape.ResultShape.Single;
import dev.sluice.agent.shape.ResultShape.Spread;
import dev.sluice.agent.shape.ResultShape.Trend;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Tells the shape of a result by its columns and rows.
public final class ShapeReader {
    /// Rows that stand for themselves are a listing once they have more columns than this.
    private static final int FEW_COLUMNS = 3;

    private static final int ENOUGH_FOR_A_SPREAD = 10;

    private ShapeReader() {}

    public static ResultShape read(ResultTable table, SqlFeatures features) {
        if (isNothing(table)) {
            return new Empty();
        }
        if (table.fields().size() == 1) {
            return ofOneColumn(table);
        }
        if (!table.fields(Role.OTHER).isEmpty()
                || (!features.aggregated() && table.fields().size() > FEW_COLUMNS)) {
            return new Rows(table);
        }
        var measures = table.fields(Role.NUMBER);
        if (measures.isEmpty()) {
            return new Rows(table);
        }
        var labels = table.fields(Role.LABEL);
        var times = table.fields(Role.TIME);
        if (times.size() == 1 && table.size() > 1) {
            return overTime(table, times.getFirst(), labels, measures);
        }
        return times.isEmpty() || table.size() == 1
                ? byName(table, names(labels, times), measures)
                : new Rows(table);
    }

    private static boolean isNothing(ResultTable table) {
        return table.size() == 0
                || table.fields().isEmpty()
                || (table.size() == 1
                        && table.rows().getFirst().stream().allMatch(Objects::isNull));
    }

    private static ResultShape ofOneColumn(ResultTable table) {
        var field = table.fields().getFirst();
        if (table.size() == 1) {
            return new Single(table, field);
        }
        return field.role() == Role.NUMBER && table.numbers(field).size() >= ENOUGH_FOR_A_SPREAD
                ? new Spread(table, field)
                : new Rows(table);
    }

    private static ResultShape overTime(
            ResultTable table, Field time, List<Field> labels, List<Field> measures) {
        var sorted = inOrderOfTime(table, time);
        if (sorted.size() < 2) {
            return new Rows(table);
        }
        var timeline = Timeline.of(time.name(), sorted.values(time));
        if (labels.isEmpty()) {
            return sorted.isUnique(time)
                    ? new Trend(sorted, time, timeline, measures)
                    : new Rows(table);
        }
        if (labels.size() == 1) {
            return sorted.values(time).stream().distinct().count() > 1
                    ? new Series(sorted, time, timeline, labels.getFirst(), measures.getFirst())
                    : new Groups(table, labels.getFirst(), measures);
        }
        return new Rows(table);
    }

    private static ResultShape byName(ResultTable table, List<Field> names, List<Field> measures) {
        if (names.isEmpty()) {
            return withoutNames(table, measures);
        }
        var unique = telling(names.stream().filter(table::isUnique).toList());
        if (unique.isPresent()) {
            return new Groups(table, unique.get(), measures);
        }
        return names.size() == 2
                ? new Matrix(table, names.getFirst(), names.getLast(), measures.getFirst())
                : new Rows(table);
    }

    private static ResultShape withoutNames(ResultTable table, List<Field> measures) {
        if (table.size() == 1) {
            return new Numbers(table, measures);
        }
        return measures.size() == 2 && measures.size() == table.fields().size()
                ? new Pairs(table, measures.getFirst(), measures.getLast())
                : new Rows(table);
    }

    /// Of several names of the same thing, the one that is text: `Frozen` rather than `category_id` 7.
    private static Optional<Field> telling(List<Field> names) {
        return names.stream().min(Comparator.comparingInt(name -> isText(name) ? 0 : 1));
    }

    private static boolean isText(Field field) {
        return field.type().equals("text")
                || field.type().equals("varchar")
                || field.type().equals("bpchar")
                || field.type().equals("name");
    }

    private static List<Field> names(List<Field> labels, List<Field> times) {
        var names = new ArrayList<>(labels);
        names.addAll(times);
        return names;
    }

    private static ResultTable inOrderOfTime(ResultTable table, Field time) {
        var rows = new ArrayList<List<@Nullable Object>>();
        for (var row : table.rows()) {
            if (row.get(time.index()) != null) {
                rows.add(row);
            }
        }
        rows.sort((a, b) -> compare(a.get(time.index()), b.get(time.index())));
        return table.with(List.copyOf(rows));
    }

    private static int compare(@Nullable Object a, @Nullable Object b) {
        LocalDateTime timeA = Timeline.time(a);
        LocalDateTime timeB = Timeline.time(b);
        if (timeA != null && timeB != null) {
            return timeA.compareTo(timeB);
        }
        var numberA = Figures.decimal(a);
        var numberB = Figures.decimal(b);
        return numberA != null && numberB != null
                ? numberA.compareTo(numberB)
                : String.valueOf(a).compareTo(String.valueOf(b));
    }
}
