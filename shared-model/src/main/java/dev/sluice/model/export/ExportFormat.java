package dev.sluice.model.export;

import java.util.List;

/// File formats that this version writes, and how it can compress them.
public enum ExportFormat {
    CSV(Compression.NONE, Compression.GZIP, Compression.ZSTD),
    TSV(Compression.NONE, Compression.GZIP, Compression.ZSTD),
    JSONL(Compression.NONE, Compression.GZIP, Compression.ZSTD),
    PARQUET(
            Compression.ZSTD,
            Compression.SNAPPY,
            Compression.GZIP,
            Compression.LZ4,
            Compression.NONE),
    /// Arrow IPC stream; the compression is that of its buffers.
    ARROW(Compression.NONE, Compression.ZSTD, Compression.LZ4),
    /// A workbook is a ZIP archive already.
    XLSX(Compression.NONE);

    private final List<Compression> compressions;

    ExportFormat(Compression... compressions) {
        this.compressions = List.of(compressions);
    }

    /// What the export worker writes and the gateway takes; the first is the default.
    public List<Compression> compressions() {
        return compressions;
    }
}
