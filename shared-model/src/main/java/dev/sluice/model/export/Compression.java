package dev.sluice.model.export;

/// Compressions that this version writes.
public enum Compression {
    NONE,
    GZIP,
    ZSTD,
    SNAPPY,
    LZ4
}
