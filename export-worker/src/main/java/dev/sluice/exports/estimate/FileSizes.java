package dev.sluice.exports.estimate;

import dev.sluice.exports.encoding.CopyRows;
import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.ResultColumn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Measures how large files become, by encoding some rows for real.
public final class FileSizes {
    private static final int ROWS = 60_000;
    private static final long MOST_BYTES = 8 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final DataSources sources;

    public FileSizes(DataSources sources) {
        this.sources = sources;
    }

    /// @throws dev.sluice.model.problem.ProblemException as [DataSources#sample], and what the format
    ///     refuses
    public FileSize measure(SourceConnection source, GuardedSql sql, FileFormat format) {
        var next = format;
        while (true) {
            try {
                return encoded(sample(source, sql, next), next);
            } catch (UnfitValue e) {
                next = e.instead();
            }
        }
    }

    /// Rows of a source as they come, to be encoded in several ways.
    Sample sample(SourceConnection source, GuardedSql sql, FileFormat format) {
        try (var stream = sources.sample(source, sql, format.copyFormat(), ROWS, LIMIT)) {
            var rows = new CopyRows(stream, format.copyFormat());
            var kept = new ArrayList<byte[]>();
            long bytes = 0;
            while (bytes < MOST_BYTES && rows.next()) {
                var row = Arrays.copyOfRange(rows.message(), rows.start(), rows.end());
                bytes += row.length;
                kept.add(row);
            }
            return new Sample(stream.columns(), kept);
        }
    }

    /// @param sample as the format's COPY sends rows
    FileSize encoded(Sample sample, FileFormat format) throws UnfitValue {
        format.columns(sample.columns());
        // once for the compiler, once for the clock
        bytes(sample, format);
        var start = System.nanoTime();
        var whole = bytes(sample, format);
        var nanos = System.nanoTime() - start;
        var rows = sample.rows();
        var empty = bytes(sample.of(List.of()), format);
        var firstHalf = bytes(sample.of(rows.subList(0, rows.size() / 2)), format);
        var secondHalf = bytes(sample.of(rows.subList(rows.size() / 2, rows.size())), format);
        // what both halves have paid for, such as the dictionary of a column
        var shared = Math.clamp(firstHalf + secondHalf - whole - empty, 0, (whole - empty) / 2);
        return new FileSize(
                empty, shared, whole - empty - shared, rows.size(), sample.columns().size(), nanos);
    }

    private static long bytes(Sample sample, FileFormat format) throws UnfitValue {
        try (var counting = new CountingStream();
                var encoder = format.encoder(sample.columns(), Long.MAX_VALUE);
                var file = format.begin(sample.columns(), counting)) {
            for (var row : sample.rows()) {
                encoder.add(row, 0, row.length);
                if (encoder.full()) {
                    file.append(encoder.take().encode());
                }
            }
            finish(encoder, file);
            return counting.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void finish(RowEncoder encoder, FileAssembly file)
            throws IOException, UnfitValue {
        if (encoder.rows() > 0) {
            file.append(encoder.take().encode());
        }
        file.finish();
    }

    /// @param rows messages without framing
    record Sample(List<ResultColumn> columns, List<byte[]> rows) {
        private Sample of(List<byte[]> others) {
            return new Sample(columns, others);
        }
    }
}
