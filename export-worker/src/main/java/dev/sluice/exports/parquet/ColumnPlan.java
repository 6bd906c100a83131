package dev.sluice.exports.parquet;

import dev.sluice.exports.values.PgTypes;
import dev.sluice.exports.values.UniqueNames;
import dev.sluice.sources.reading.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.ListType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;

/// How one column of the source becomes one of the file.
///
/// @param name unique in the file
/// @param values of the elements where the column is a list
record ColumnPlan(String name, ColumnTypes.ValueType values, boolean list) {

    /// @param asText indexes of columns that must travel as text whatever their type
    static List<ColumnPlan> of(List<ResultColumn> columns, Set<Integer> asText) {
        var names = UniqueNames.of(columns);
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
        var element = ColumnTypes.of(PgTypes.elementOid(column.oid()), column.typmod());
        return element == null
                ? new ColumnPlan(name, ColumnTypes.TEXT, false)
                : new ColumnPlan(name, element, true);
    }

    /// Whether the source must send the column as text.
    static boolean needsText(ResultColumn column) {
        return ColumnTypes.of(column.oid(), column.typmod()) == null
                && ColumnTypes.of(PgTypes.elementOid(column.oid()), column.typmod()) == null;
    }

    boolean mayHaveBloomFilter() {
        return values.physical() != Type.BOOLEAN;
    }

    /// The schema as the footer has it: the root, then each column with what is inside.
    static List<SchemaElement> schema(List<ColumnPlan> plans) {
        var elements = new ArrayList<SchemaElement>();
        elements.add(new SchemaElement("rows").setNum_children(plans.size()));
        plans.forEach(plan -> plan.addTo(elements));
        return elements;
    }

    private void addTo(List<SchemaElement> elements) {
        if (!list) {
            elements.add(values.named(name));
            return;
        }
        elements.add(
                new SchemaElement(name)
                        .setRepetition_type(FieldRepetitionType.OPTIONAL)
                        .setNum_children(1)
                        .setLogicalType(LogicalType.LIST(new ListType()))
                        .setConverted_type(ConvertedType.LIST));
        elements.add(
                new SchemaElement("list")
                        .setRepetition_type(FieldRepetitionType.REPEATED)
                        .setNum_children(1));
        elements.add(values.named("element"));
    }

    /// Where the column's values are in the schema.
    List<String> path() {
        return list ? List.of(name, "list", "element") : List.of(name);
    }
}
