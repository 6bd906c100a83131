package dev.sluice.model.export;

import java.util.List;

/// What an export will probably be like.
///
/// @param estimatedBytes stored bytes of all files
/// @param advice sentences for a person, the most useful first; empty where there is nothing to say
/// @param formats the same rows in other formats
public record ExportEstimate(
        long estimatedRows,
        long estimatedBytes,
        double estimatedSeconds,
        List<String> advice,
        List<Alternative> formats) {

    public record Alternative(ExportFormat format, Compression compression, long estimatedBytes) {}
}
