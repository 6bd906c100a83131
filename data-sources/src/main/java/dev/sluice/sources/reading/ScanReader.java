package dev.sluice.sources.reading;

/// Reads ranges one after the other on one connection. Used by one thread.
public interface ScanReader extends AutoCloseable {
    /// Begins a range; the one before must have ended or been closed.
    CopyReader open(int range);

    @Override
    void close();
}
