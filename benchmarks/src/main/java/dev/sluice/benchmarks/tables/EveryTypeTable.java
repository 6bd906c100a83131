package dev.sluice.benchmarks.tables;

import java.sql.Connection;
import java.sql.SQLException;

/// A column of each type that Parquet has a form for, every seventh value missing.
public record EveryTypeTable(long rows) implements Table {
    private static final int BYTES_PER_ROW = 300;

    private static final String ROWS =
            """
            CREATE TABLE %s AS
            SELECT g AS id,
              CASE WHEN g %% 7 <> 0 THEN g %% 3 = 0 END AS bool,
              CASE WHEN g %% 7 <> 1 THEN (g %% 30000 - 15000)::int2 END AS i2,
              CASE WHEN g %% 7 <> 2 THEN (g * 7919 %% 1000003 - 500000)::int4 END AS i4,
              CASE WHEN g %% 7 <> 3 THEN (g * 104729 - 5000000)::int8 END AS i8,
              CASE WHEN g %% 7 <> 4 THEN (g / 8.0)::float4 END AS f4,
              CASE WHEN g %% 7 <> 5 THEN (g / 1024.0)::float8 END AS f8,
              (CASE WHEN g %% 7 <> 6 THEN g * 31 %% 9973 / 100.0 END)::numeric(10,2) AS n10,
              (CASE WHEN g %% 7 <> 0 THEN g * 1234567890123 / 1000.0 END)::numeric(30,10) AS n30,
              CASE WHEN g %% 7 <> 1 THEN 'text "' || g || '", ü 漢 😀' END AS t,
              CASE WHEN g %% 7 <> 2 THEN decode(md5(g::text), 'hex') END AS bytes,
              CASE WHEN g %% 7 <> 3 THEN date '1950-01-01' + (g %% 40000)::int END AS d,
              CASE WHEN g %% 7 <> 4 THEN timestamp '1990-02-03 04:05:06.789012' + g * interval '1 h 1.000001 s'
                END AS ts,
              CASE WHEN g %% 7 <> 5 THEN timestamptz '1960-02-03 04:05:06.789012+02' + g * interval '3 h 7.000003 s'
                END AS tz,
              CASE WHEN g %% 7 <> 6 THEN json_build_object('g', g, 'w', 'ü') END AS js,
              CASE WHEN g %% 7 <> 0 THEN ARRAY[g::int4, NULL, -g::int4] END AS list
            FROM generate_series(1::bigint, %d) g\
            """;

    @Override
    public String name() {
        return "every_type";
    }

    @Override
    public int edition() {
        return 2;
    }

    @Override
    public long size() {
        return rows * BYTES_PER_ROW;
    }

    @Override
    public void load(Connection connection, Connections others) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(ROWS.formatted(name(), rows));
        }
    }
}
