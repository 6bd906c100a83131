package dev.sluice.sources.postgresql;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.jdbc.PgConnection;

/// Where pgjdbc keeps what it has received. It has no public way there; a version that keeps it somewhere
/// else makes exports slower, not wrong.
final class DriverBuffer {
    private static final @Nullable Field STREAM = field(QueryExecutorBase.class, "pgStream");
    private static final @Nullable Field INPUT = field(PGStream.class, "pgInput");

    private DriverBuffer() {}

    private static @Nullable Field field(Class<?> owner, String name) {
        try {
            var field = owner.getDeclaredField(name);
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException notThere) {
            return null;
        }
    }

    /// @return null where this driver keeps it elsewhere
    static @Nullable VisibleBufferedInputStream of(PgConnection connection) {
        return value(INPUT, value(STREAM, connection.getQueryExecutor()))
                        instanceof VisibleBufferedInputStream stream
                ? stream
                : null;
    }

    private static @Nullable Object value(@Nullable Field field, @Nullable Object of) {
        try {
            return field == null || !field.getDeclaringClass().isInstance(of)
                    ? null
                    : field.get(of);
        } catch (IllegalAccessException notAllowed) {
            return null;
        }
    }
}
