package dev.sluice.exports.pipeline;

import dev.sluice.model.job.Progress;
import java.util.List;

/// How far a running export has come. Thread-safe.
public interface ExportMeter {
    /// Rows read so far, those of earlier attempts' parts included.
    long rows();

    /// Bytes written so far, as stored.
    long bytes();

    /// Ranges that have ended.
    int rangesEnded();

    /// All ranges of the scan.
    int ranges();

    /// The newest files.
    List<Progress.Part> parts();
}
