package dev.sluice.exports.parquet;

import dev.sluice.sources.reading.ResultColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/// How one column of the source becomes one of the file.
///
/// @param name unique in the file
/// @param values of the elements where the column is a list
record ColumnPlan(String name, ColumnTypes.ValueType values, boolean list) {

    /// @param asText indexes of columns that must travel as text whatever their type
    static List<ColumnPlan> of(List<ResultColumn> columns, Set<Integer> asText) {
        var names = uniqueNames(columns);
        var plans = new ArrayList<ColumnPlan>();
        for (int i = 0; i < columns.size(); i++) {
            plans.add(
                    asText.contains(i)
                            ? new ColumnPlan(names.get(i), ColumnTypes.TEXT, false)
                            : plan(names.get(i), columns.get(i)));
        }
        return plans;
    }

    private static ColumnPlan plan(String name, ResultColumn column) {
        var single = ColumnTypes.of(column.oid(), column.typmod());
        if (single != null) {
            return new ColumnPlan(name, single, false);
        }
        var element = ColumnTypes.of(ColumnTypes.elementOid(column.oid()), column.typmod());
        return element == null
                ? new ColumnPlan(name, ColumnTypes.TEXT, false)
                : new ColumnPlan(name, element, true);
    }

    /// Whether the source must send the column as text.
    static boolean needsText(ResultColumn column) {
        return ColumnTypes.of(column.oid(), column.typmod()) == null
                && ColumnTypes.of(ColumnTypes.elementOid(column.oid()), column.typmod()) == null;
    }

    /// A result may name two columns alike, a Parquet file may not: the second `a` becomes `a_2`.
    private static List<String> uniqueNames(List<ResultColumn> columns) {
        var taken = new HashSet<String>();
        columns.forEach(column -> taken.add(column.name()));
        var seen = new HashSet<String>();
        var names = new ArrayList<String>();
        for (var column : columns) {
            var name = column.name();
            for (int i = 2; !seen.add(name); i++) {
                var candidate = column.name() + "_" + i;
                name = taken.contains(candidate) ? name : candidate;
            }
            names.add(name);
        }
        return names;
    }

    static MessageType schema(List<ColumnPlan> plans) {
        return new MessageType("rows", plans.stream().map(ColumnPlan::type).toArray(Type[]::new));
    }

    private Type type() {
        return list
                ? Types.optionalList().element(values.named("element")).named(name)
                : values.named(name);
    }

    ColumnBatch batch() {
        var decoded = values.values().get();
        return list ? new ListBatch(decoded) : new ScalarBatch(decoded);
    }
}
