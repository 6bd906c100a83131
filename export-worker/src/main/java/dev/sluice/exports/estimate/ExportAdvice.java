package dev.sluice.exports.estimate;

import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportEstimate.Alternative;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.request.ExportRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What a person could do better, as sentences, the most useful first.
public final class ExportAdvice {
    private static final long LARGE = 100_000_000;
    private static final long WORTH_PARTS = 5_000_000_000L;
    private static final long MANY_ROWS = 50_000_000;
    private static final double WORTH_CHANGING = 1.5;

    private final ExportRequest request;
    private final long rows;
    private final long bytes;
    private final List<String> sentences = new ArrayList<>();

    private ExportAdvice(ExportRequest request, long rows, long bytes) {
        this.request = request;
        this.rows = rows;
        this.bytes = bytes;
    }

    /// @param mostRows that a file of the asked format holds
    public static List<String> of(
            ExportRequest request, long rows, long bytes, long mostRows, List<Alternative> others) {
        var advice = new ExportAdvice(request, rows, bytes);
        advice.room(mostRows);
        advice.smaller(others);
        advice.parts();
        advice.filter();
        return List.copyOf(advice.sentences);
    }

    private void room(long mostRows) {
        if (rows > mostRows && request.options().rowsPerPart() == null) {
            say(
                    "A sheet of XLSX holds %,d rows and the result has about %,d, so it would be"
                            + " refused: ask for sheets: \"many\" or rows_per_part, or for parquet or"
                            + " csv.",
                    mostRows, rows);
        }
    }

    private void smaller(List<Alternative> others) {
        if (bytes < LARGE) {
            return;
        }
        for (var other : List.copyOf(others).reversed()) {
            var factor = (double) bytes / Math.max(1, other.estimatedBytes());
            if (factor < WORTH_CHANGING) {
                continue;
            }
            if (other.format() == ExportFormat.PARQUET) {
                say(
                        "As parquet it would be about %.1f times smaller: %s instead of %s.",
                        factor, size(other.estimatedBytes()), size(bytes));
            } else if (other.format() == request.format()
                    && other.compression() != Compression.NONE) {
                say(
                        "With compression %s it would be about %.1f times smaller: %s instead of %s.",
                        other.compression().name().toLowerCase(Locale.ROOT),
                        factor,
                        size(other.estimatedBytes()),
                        size(bytes));
            }
        }
    }

    private void parts() {
        if (bytes >= WORTH_PARTS && !request.options().split()) {
            say(
                    "It will be one file of about %s: with bytes_per_part, such as 1000000000, an"
                            + " export or a download that breaks off goes on behind its finished"
                            + " parts.",
                    size(bytes));
        }
    }

    private void filter() {
        if (rows >= MANY_ROWS && request.options().rowLimit() == null) {
            say(
                    "It has about %,d rows: a WHERE for those that are needed, or fewer columns, saves"
                            + " the most time.",
                    rows);
        }
    }

    private void say(String sentence, Object... values) {
        sentences.add(String.format(Locale.ROOT, sentence, values));
    }

    private static String size(long bytes) {
        return bytes >= 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f GB", bytes / 1e9)
                : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
    }
}
