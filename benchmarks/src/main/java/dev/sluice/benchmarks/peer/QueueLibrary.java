package dev.sluice.benchmarks.peer;

import java.util.function.Consumer;

/// A library that keeps jobs in PostgreSQL, called in this process: no HTTP, no tenant, no check of what
/// is asked, which favours it.
public interface QueueLibrary extends AutoCloseable {
    String name();

    /// Durable when it returns.
    void enqueue(String payload);

    /// Starts to run what is enqueued, as fast as the library looks for it.
    ///
    /// @param threads jobs at once
    /// @param started gets the payload in the first line of each job
    void work(int threads, Consumer<String> started);

    @Override
    void close();
}
