package dev.sluice.standalone.deployment;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// One statement on a connection of its own.
final class Queries {
    private Queries() {}

    interface Connections {
        Connection open() throws SQLException;
    }

    /// The first column of all rows.
    static List<String> strings(Connections connections, String sql, Object... parameters) {
        try (var connection = connections.open();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            var found = new ArrayList<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static int update(Connections connections, String sql, Object... parameters) {
        try (var connection = connections.open();
                var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
