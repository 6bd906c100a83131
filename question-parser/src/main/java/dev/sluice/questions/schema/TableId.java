package dev.sluice.questions.schema;

import org.jspecify.annotations.Nullable;

/// @param schema null where the name needs no qualifying
public record TableId(@Nullable String schema, String name) {
    /// `schema.table`, or `table`.
    @Override
    public String toString() {
        return schema == null ? name : schema + "." + name;
    }
}
