package dev.sluice.model.export;

/// File formats that this version writes.
public enum ExportFormat {
    CSV,
    PARQUET
}
