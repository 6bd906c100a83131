package dev.sluice.exports.xlsx;

import dev.sluice.exports.values.PgTypes;

/// Styles by their number in [Parts#STYLES], and how wide a column of each kind should be.
final class Styles {
    static final String HEADER = " s=\"1\"";
    static final String DATE = " s=\"2\"><v>";
    static final String TIMESTAMP = " s=\"3\"><v>";
    static final String TIME = " s=\"4\"><v>";

    private static final int WIDEST_NAME = 40;

    private Styles() {}

    /// In figures of the default font: dates that do not fit would be shown as `####`.
    static int width(String name, int oid) {
        int values =
                switch (oid) {
                    case PgTypes.BOOL, PgTypes.INT2 -> 8;
                    case PgTypes.INT4, PgTypes.TIME, PgTypes.DATE -> 12;
                    case PgTypes.INT8, PgTypes.NUMERIC, PgTypes.FLOAT4, PgTypes.FLOAT8 -> 16;
                    case PgTypes.TIMESTAMP, PgTypes.TIMESTAMPTZ -> 20;
                    case PgTypes.UUID -> 38;
                    default -> 24;
                };
        return Math.max(values, Math.min(name.length(), WIDEST_NAME) + 2);
    }
}
