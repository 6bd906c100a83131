package dev.sluice.sources.reading;

import dev.sluice.model.export.ExportSnapshot;

/// A session that does nothing but hold locks and a snapshot for others. Thread-safe.
public interface HeldSnapshot extends AutoCloseable {
    ExportSnapshot snapshot();

    /// Asks the session itself; keeps it from looking idle to whatever lies between.
    boolean alive();

    @Override
    void close();
}
