package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.naming.NearestNames;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ResultColumn;
import dev.sluice.sources.reading.ScanRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How the rows of a scan are asked for, once its columns are known.
///
/// @param keys result columns, from 0, that the rows are ordered by and led by
record RowForm(
        List<ResultColumn> columns,
        CopyFormat format,
        @Nullable Long rowLimit,
        List<Integer> keys) {

    /// @throws dev.sluice.model.problem.ProblemException `unknown_column`, or `validation_failed` for a
    ///     name that several columns have
    static RowForm of(ScanRequest request, List<ResultColumn> columns) {
        return new RowForm(
                columns, request.format(), request.rowLimit(), keys(request.orderedBy(), columns));
    }

    CopyCommand command(String statement) {
        return CopyCommand.of(statement, columns, format, rowLimit, keys);
    }

    private static List<Integer> keys(List<String> names, List<ResultColumn> columns) {
        var keys = new ArrayList<Integer>();
        for (int i = 0; i < names.size(); i++) {
            keys.add(key(names.get(i), "/options/partition_by/" + i, columns));
        }
        return List.copyOf(keys);
    }

    private static int key(String name, String pointer, List<ResultColumn> columns) {
        var found =
                IntStream.range(0, columns.size())
                        .filter(i -> columns.get(i).name().equals(name))
                        .boxed()
                        .toList();
        if (found.isEmpty()) {
            var known = columns.stream().map(ResultColumn::name).toList();
            throw Problem.of(
                            ProblemType.UNKNOWN_COLUMN,
                            "The result has no column '" + name + "' to part the rows by.")
                    .withSuggestions(NearestNames.of(known, name))
                    .toException();
        }
        if (found.size() > 1) {
            var detail =
                    "Several columns of the result are called '"
                            + name
                            + "'; give each a name of its own.";
            throw Problem.of(ProblemType.VALIDATION_FAILED, detail)
                    .withErrors(List.of(new FieldError(pointer, detail)))
                    .toException();
        }
        return found.getFirst();
    }
}
