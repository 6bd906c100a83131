package dev.sluice.questions.composing;

import dev.sluice.questions.reading.Aggregate;
import dev.sluice.questions.reading.Key;
import dev.sluice.questions.reading.Measure;
import dev.sluice.questions.schema.Identifiers;
import java.util.List;

/// Names of measures and groups for people.
final class Labels {
    private Labels() {}

    static String words(Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT -> "number";
            case SUM -> "total";
            case AVG -> "average";
            case MAX -> "highest value";
            case MIN -> "lowest value";
        };
    }

    static String words(Measure measure) {
        var column = measure.column();
        if (column == null) {
            return "number of " + Identifiers.spoken(measure.table().name());
        }
        if (measure.aggregate() == Aggregate.COUNT) {
            return "number of " + (measure.distinct() ? "different " : "") + column.spoken();
        }
        return words(measure.aggregate()) + " of " + column.spoken();
    }

    static String alias(Measure measure) {
        var column = measure.column();
        if (column == null) {
            return Quoting.alias("number of " + Identifiers.spoken(measure.table().name()));
        }
        var prefix =
                switch (measure.aggregate()) {
                    case COUNT -> "number_of";
                    case SUM -> "total";
                    case AVG -> "average";
                    case MAX -> "max";
                    case MIN -> "min";
                };
        var name = Quoting.alias(column.spoken());
        boolean said = List.of(name.split("_", -1)).contains(prefix);
        return said ? name : prefix + "_" + name;
    }

    static String words(Key key) {
        return switch (key) {
            case Key.OfColumn c -> c.column().spoken();
            case Key.OfEntity e -> Identifiers.spoken(e.table().name());
            case Key.OfTime t -> t.grain().word();
        };
    }
}
