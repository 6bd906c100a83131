package dev.sluice.exports.pipeline;

import dev.sluice.model.export.FinishedPart.Coverage;
import java.util.ArrayList;
import java.util.List;

/// Which rows of which ranges one reader has read since it last handed rows over.
final class ReadingPlace {
    private final List<Coverage> read = new ArrayList<>();
    private int range;
    private long from;

    /// @param row the first that is taken, counted from 0
    void begin(int newRange, long row) {
        range = newRange;
        from = row;
    }

    /// The range has no rows beyond.
    void end(long row) {
        read.add(new Coverage(range, from, row, true));
        from = row;
    }

    /// Everything read up to a row of the present range, or all if none is open.
    List<Coverage> cut(long row) {
        if (row > from) {
            read.add(new Coverage(range, from, row, false));
            from = row;
        }
        var covered = List.copyOf(read);
        read.clear();
        return covered;
    }

    /// Between two ranges.
    List<Coverage> cut() {
        return cut(from);
    }
}
