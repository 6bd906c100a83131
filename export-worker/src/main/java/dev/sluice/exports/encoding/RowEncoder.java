package dev.sluice.exports.encoding;

import java.io.IOException;

/// Gathers one reader's rows into chunks. Used by one thread.
public interface RowEncoder extends AutoCloseable {
    /// Takes one row.
    ///
    /// @param message holds the row at `start`: a line of CSV or text with its end, or the fields of
    ///     binary COPY beginning with their count
    /// @param end behind the row
    /// @throws UnfitValue when a value came that this format's file cannot hold
    void add(byte[] message, int start, int end) throws UnfitValue;

    /// Rows taken since the last [#take].
    int rows();

    /// Whether the chunk is as large as chunks should be.
    boolean full();

    /// Hands over what was gathered and begins anew. What is returned is finished once by
    /// [Work#encode], on any thread, before or after more rows are added here.
    Work take() throws IOException;

    @Override
    void close();

    /// What is left to do for a chunk.
    interface Work {
        Chunk encode() throws IOException, UnfitValue;
    }
}
