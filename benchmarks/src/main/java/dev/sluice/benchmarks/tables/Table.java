package dev.sluice.benchmarks.tables;

import java.sql.Connection;
import java.sql.SQLException;

/// A table with made-up rows, the same ones each time.
public interface Table {
    String name();

    long rows();

    /// Bytes on disk, about.
    long size();

    /// Grows when the table or its data change, so that an older load is replaced.
    int edition();

    /// Makes and fills it; any older one has gone.
    ///
    /// @param connection in a transaction that the caller commits
    /// @param others open further connections, for what is done side by side
    void load(Connection connection, Connections others) throws SQLException;

    default String query() {
        return "SELECT * FROM " + name();
    }

    /// Opens a connection as the owner.
    @FunctionalInterface
    interface Connections {
        Connection open() throws SQLException;
    }
}
