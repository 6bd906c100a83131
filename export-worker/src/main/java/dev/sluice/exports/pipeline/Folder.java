package dev.sluice.exports.pipeline;

import dev.sluice.model.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where files of rows with the same values lie, named as Hive names partitions: `region=EU/`.
///
/// @param path ends in a slash; empty for an export that is not partitioned
/// @param values by column, in the order that was asked for; a null value is NULL
record Folder(String path, Map<String, @Nullable String> values) {
    static final Folder NONE = new Folder("", Map.of());

    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";
    private static final String ESCAPED = "\"#%'*/:=?\\{[]^";
    private static final int MOST_BYTES = 200;

    /// @throws dev.sluice.model.problem.ProblemException `validation_failed` when a value is too long for
    ///     a name
    static Folder of(List<String> columns, List<@Nullable String> values) {
        var byColumn = new LinkedHashMap<String, @Nullable String>();
        for (int i = 0; i < columns.size(); i++) {
            byColumn.put(columns.get(i), values.get(i));
        }
        return new Folder(path(byColumn), Collections.unmodifiableMap(byColumn));
    }

    /// @return empty where there are no values
    static String path(Map<String, @Nullable String> values) {
        var path = new StringBuilder();
        values.forEach((column, value) -> {
            path.append(name(column, column)).append('=');
            path.append(value == null ? NULL : name(column, value)).append('/');
        });
        return path.toString();
    }

    private static String name(String column, String text) {
        var name = new StringBuilder();
        text.chars().forEach(c -> append(name, (char) c));
        if (name.toString().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw ProblemType.VALIDATION_FAILED.because(
                    "partition_by makes folders of values, and "
                            + column
                            + " holds one that is longer than the "
                            + MOST_BYTES
                            + " bytes of a folder's name; choose a column of short values.");
        }
        return name.toString();
    }

    private static void append(StringBuilder name, char c) {
        if (c < ' ' || c == 0x7f || ESCAPED.indexOf(c) >= 0) {
            name.append('%').append("%02X".formatted((int) c));
        } else {
            name.append(c);
        }
    }
}
