package dev.sluice.exports.values;

import dev.sluice.sources.reading.ResultColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// Names for files that cannot name two columns alike: the second `a` becomes `a_2`.
public final class UniqueNames {
    private UniqueNames() {}

    /// @return one for each column; one that no other column has stays as it is
    public static List<String> of(List<ResultColumn> columns) {
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
}
