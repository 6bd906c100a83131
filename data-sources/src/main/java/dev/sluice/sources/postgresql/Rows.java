package dev.sluice.sources.postgresql;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/// A whole result as the server sent it: text values in UTF-8, and the RowDescription that JDBC's
/// metadata hides (type ids, modifiers, origin of each column).
record Rows(List<Field> fields, List<Tuple> tuples) {
    static final Rows NONE = new Rows(List.of(), List.of());

    int size() {
        return tuples.size();
    }

    @Nullable String text(int row, int column) {
        byte[] value = tuples.get(row).get(column);
        return value == null ? null : new String(value, StandardCharsets.UTF_8);
    }

    /// For columns that a query of ours never leaves null.
    String required(int row, int column) {
        var value = text(row, column);
        if (value == null) {
            throw new IllegalStateException("column " + column + " of row " + row + " is null");
        }
        return value;
    }

    /// A type id, which has no sign and 32 bits, or a column number, which may have one.
    int number(int row, int column) {
        return (int) Long.parseLong(required(row, column));
    }

    boolean flag(int row, int column) {
        return "t".equals(text(row, column));
    }
}
