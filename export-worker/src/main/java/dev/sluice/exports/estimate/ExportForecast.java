package dev.sluice.exports.estimate;

import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.guard.GuardedSql;

/// Bytes and seconds of an export of so many rows.
public final class ExportForecast {
    private final FileSizes sizes;
    private final Throughput throughput;

    public ExportForecast(DataSources sources, Throughput throughput) {
        this.sizes = new FileSizes(sources);
        this.throughput = throughput;
    }

    /// @param bytes stored
    public record Forecast(long bytes, double seconds) {}

    public Forecast of(
            SourceConnection source,
            GuardedSql sql,
            ExportRequest request,
            FileFormat format,
            long rows) {
        var size = sizes.measure(source, sql, format);
        return new Forecast(size.bytes(rows), throughput.seconds(request, rows, size));
    }

    /// Stored bytes in another format.
    public long bytes(SourceConnection source, GuardedSql sql, FileFormat format, long rows) {
        return sizes.measure(source, sql, format).bytes(rows);
    }
}
