package dev.sluice.gateway.events;

/// An interest in news, until it is closed.
interface Watch extends AutoCloseable {
    @Override
    void close();
}
