package dev.sluice.model.export;

import java.util.List;

/// File formats that this version writes, and how it can compress them.
public enum ExportFormat {
    CSV(Compression.NONE, Compression.GZIP, Compression.ZSTD),
    PARQUET(Compression.ZSTD, Compression.SNAPPY, Compression.GZIP, Compression.NONE);

    private final List<Compression> compressions;

    ExportFormat(Compression... compressions) {
        this.compressions = List.of(compressions);
    }

    /// What the export worker writes and the gateway takes; the first is the default.
    public List<Compression> compressions() {
        return compressions;
    }
}
