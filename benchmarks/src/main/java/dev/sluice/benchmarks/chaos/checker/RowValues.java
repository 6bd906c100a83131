package dev.sluice.benchmarks.chaos.checker;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Values of rows in one text for each, the same one whichever driver reads them.
final class RowValues {
    private static final String BETWEEN = "\u001f";

    private RowValues() {}

    static LineDigest digest(ResultSet rows) throws SQLException {
        var columns = rows.getMetaData().getColumnCount();
        var lines = new LineDigest.Accumulator(0);
        var line = new StringBuilder();
        while (rows.next()) {
            line.setLength(0);
            for (int i = 1; i <= columns; i++) {
                line.append(text(rows.getObject(i))).append(BETWEEN);
            }
            var bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
            lines.take(bytes, bytes.length);
        }
        return lines.end();
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "\\N";
            case BigDecimal number -> number.stripTrailingZeros().toPlainString();
            case Timestamp time -> text(time.toInstant());
            case OffsetDateTime time -> text(time.toInstant());
            default -> value.toString();
        };
    }

    private static String text(Instant time) {
        return time.toString();
    }
}
