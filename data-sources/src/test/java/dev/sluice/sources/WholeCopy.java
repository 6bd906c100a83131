package dev.sluice.sources;

import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.guard.GuardedSql;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ResultColumn;
import dev.sluice.sources.reading.Scan;
import dev.sluice.sources.reading.ScanRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A scan of one range as the stream that it is.
record WholeCopy(Scan scan, CopyReader copy) implements CopyReader {
    static WholeCopy open(
            DataSources sources,
            SourceConnection source,
            GuardedSql sql,
            CopyFormat format,
            @Nullable Long rowLimit) {
        var scan =
                sources.scan(
                        source, sql, new ScanRequest(format, rowLimit, List.of(), false, null));
        return new WholeCopy(scan, scan.reader().open(0));
    }

    /// The message that a reader has come to.
    static String text(CopyReader copy) {
        var length = copy.end() - copy.start();
        return new String(copy.buffer(), copy.start(), length, StandardCharsets.UTF_8);
    }

    @Override
    public List<ResultColumn> columns() {
        return copy.columns();
    }

    @Override
    public Instant asOf() {
        return copy.asOf();
    }

    @Override
    public @Nullable String asOfLsn() {
        return copy.asOfLsn();
    }

    @Override
    public boolean next() {
        return copy.next();
    }

    @Override
    public byte[] buffer() {
        return copy.buffer();
    }

    @Override
    public int start() {
        return copy.start();
    }

    @Override
    public int end() {
        return copy.end();
    }

    @Override
    public long copiedRows() {
        return copy.copiedRows();
    }

    @Override
    public void cancel() {
        copy.cancel();
    }

    @Override
    public void close() {
        copy.close();
        scan.close();
    }
}
