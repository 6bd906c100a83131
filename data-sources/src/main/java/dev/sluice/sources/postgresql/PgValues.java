package dev.sluice.sources.postgresql;

import dev.sluice.model.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// PostgreSQL's text values as JSON-ready Java, by the contract's "Values".
final class PgValues {
    private static final int BOOL = 16;
    private static final int INT8 = 20;
    private static final int INT2 = 21;
    private static final int INT4 = 23;
    private static final int OID = 26;
    private static final int JSON = 114;
    private static final int FLOAT4 = 700;
    private static final int FLOAT8 = 701;
    private static final int DATE = 1082;
    private static final int TIMESTAMP = 1114;
    private static final int TIMESTAMPTZ = 1184;
    private static final int TIMETZ = 1266;
    private static final int NUMERIC = 1700;
    private static final int JSONB = 3802;

    private PgValues() {}

    static @Nullable Object value(PgType type, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return type.isArray()
                ? ArrayText.parse(text, type.delimiter(), e -> scalar(type.element(), e))
                : scalar(type.oid(), text);
    }

    private static @Nullable Object scalar(int oid, String text) {
        return switch (oid) {
            case BOOL -> text.equals("t");
            case INT2, INT4 -> Integer.valueOf(text);
            case INT8, OID -> Long.valueOf(text);
            case NUMERIC -> isFinite(text) ? new BigDecimal(text) : text;
            case FLOAT4, FLOAT8 -> isFinite(text) ? Double.valueOf(text) : text;
            case DATE, TIMESTAMP, TIMESTAMPTZ -> PgTimes.iso(text);
            case TIMETZ -> PgTimes.isoZonedTime(text);
            case JSON, JSONB -> json(text);
            default -> text;
        };
    }

    private static boolean isFinite(String number) {
        char last = number.charAt(number.length() - 1);
        return last >= '0' && last <= '9';
    }

    /// A document beyond the parser's limits (depth, length of a number) stays text rather than fail
    /// the whole answer.
    private static @Nullable Object json(String text) {
        try {
            return Json.mapper().readValue(text, Object.class);
        } catch (JacksonException beyondLimits) {
            return text;
        }
    }
}
