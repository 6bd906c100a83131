package dev.sluice.exports.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.sluice.exports.values.PgTypes;
import dev.sluice.exports.values.UniqueNames;
import dev.sluice.sources.reading.ResultColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.KeyValue;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/// How one column of the source becomes one of the file.
///
/// @param name unique in the file
/// @param type of the elements where the column is a list
record ArrowColumn(String name, ArrowType type, boolean list) {

    /// @param asText indexes of columns that must travel as text whatever their type
    static List<ArrowColumn> of(List<ResultColumn> columns, Set<Integer> asText) {
        var names = UniqueNames.of(columns);
        var all = new ArrayList<ArrowColumn>();
        for (int i = 0; i < names.size(); i++) {
            all.add(
                    asText.contains(i)
                            ? new ArrowColumn(names.get(i), ArrowType.TEXT, false)
                            : of(names.get(i), columns.get(i)));
        }
        return all;
    }

    private static ArrowColumn of(String name, ResultColumn column) {
        var single = ArrowType.of(column.oid(), column.typmod());
        if (single != null) {
            return new ArrowColumn(name, single, false);
        }
        var element = element(column);
        return element == null
                ? new ArrowColumn(name, ArrowType.TEXT, false)
                : new ArrowColumn(name, element, true);
    }

    /// Whether the source must send the column as text.
    static boolean needsText(ResultColumn column) {
        return ArrowType.of(column.oid(), column.typmod()) == null && element(column) == null;
    }

    private static @Nullable ArrowType element(ResultColumn column) {
        return ArrowType.of(PgTypes.elementOid(column.oid()), column.typmod());
    }

    Vector vector() {
        var values = type.vector().get();
        return list ? new ListVector(values) : values;
    }

    /// Always nullable: a NOT NULL column gives nulls on the far side of an outer join.
    int field(FlatBufferBuilder builder) {
        if (!list) {
            return field(builder, name);
        }
        int children = Field.createChildrenVector(builder, new int[] {field(builder, "item")});
        int text = builder.createString(name);
        org.apache.arrow.flatbuf.List.startList(builder);
        int table = org.apache.arrow.flatbuf.List.endList(builder);
        return Field.createField(builder, text, true, Type.List, table, 0, children, 0);
    }

    private int field(FlatBufferBuilder builder, String named) {
        int extension = extension(builder);
        int text = builder.createString(named);
        int table = type.table().applyAsInt(builder);
        int children = Field.createChildrenVector(builder, new int[0]);
        return Field.createField(builder, text, true, type.id(), table, 0, children, extension);
    }

    private int extension(FlatBufferBuilder builder) {
        var extension = type.extension();
        if (extension == null) {
            return 0;
        }
        return Field.createCustomMetadataVector(
                builder,
                new int[] {
                    keyValue(builder, "ARROW:extension:name", extension),
                    keyValue(builder, "ARROW:extension:metadata", "")
                });
    }

    private static int keyValue(FlatBufferBuilder builder, String key, String value) {
        int keyText = builder.createString(key);
        return KeyValue.createKeyValue(builder, keyText, builder.createString(value));
    }
}
