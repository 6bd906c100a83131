package dev.sluice.exports;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.estimate.FileSizes;
import dev.sluice.exports.pipeline.Splitting;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.request.ExportRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether an export goes into several files: as asked, or because one would be too large.
final class Splits {
    private static final Logger LOG = LoggerFactory.getLogger(Splits.class);

    /// Whoever has rows wider than that on average asks for parts.
    private static final long WIDEST_ROW = 2_000;

    private static final int PARTS_PER_LIMIT = 10;

    private final FileSizes sizes;
    private final long mostBytes;

    /// @param mostBytes of a file
    Splits(FileSizes sizes, long mostBytes) {
        this.sizes = sizes;
        this.mostBytes = mostBytes;
    }

    Splitting of(SourceRows.Query query, ExportRequest request, FileFormat format) {
        var asked = Splitting.asked(request.options(), mostBytes);
        if (asked.perReader() || !exceeds(query, format)) {
            return asked;
        }
        return new Splitting(Long.MAX_VALUE, Math.max(1, mostBytes / PARTS_PER_LIMIT), true);
    }

    private boolean exceeds(SourceRows.Query query, FileFormat format) {
        var rows = query.estimatedRows();
        if (rows == null || rows < mostBytes / WIDEST_ROW) {
            return false;
        }
        try {
            return sizes.measure(query.source(), query.sql(), format).bytes(rows) > mostBytes;
        } catch (ProblemException e) {
            // a file that turns out too large ends, and another one follows
            LOG.info("The size of an export is unknown: {}", e.getMessage());
            return false;
        }
    }
}
