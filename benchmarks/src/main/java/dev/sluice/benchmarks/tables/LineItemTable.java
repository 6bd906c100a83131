package dev.sluice.benchmarks.tables;

import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.TextPool;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/// The first rows of TPC-H's `lineitem`, of the smallest scale factor that has so many.
public record LineItemTable(String name, long rows) implements Table {
    /// Of a scale factor, a little less than it has.
    private static final double ROWS_PER_SCALE = 5_900_000;

    /// TPC-H draws its comments from 300 MiB of text, which would count as this process's memory.
    private static final int TEXT_POOL_BYTES = 16 * 1024 * 1024;

    private static final int BYTES_PER_ROW = 150;

    /// TPC-H's own types; texts of fixed width are `varchar`, so that no file is padded with blanks.
    private static final String COLUMNS =
            """
              l_orderkey bigint NOT NULL,
              l_partkey integer NOT NULL,
              l_suppkey integer NOT NULL,
              l_linenumber integer NOT NULL,
              l_quantity numeric(15,2) NOT NULL,
              l_extendedprice numeric(15,2) NOT NULL,
              l_discount numeric(15,2) NOT NULL,
              l_tax numeric(15,2) NOT NULL,
              l_returnflag char(1) NOT NULL,
              l_linestatus char(1) NOT NULL,
              l_shipdate date NOT NULL,
              l_commitdate date NOT NULL,
              l_receiptdate date NOT NULL,
              l_shipinstruct varchar(25) NOT NULL,
              l_shipmode varchar(10) NOT NULL,
              l_comment varchar(44) NOT NULL\
            """;

    @Override
    public int edition() {
        return 1;
    }

    @Override
    public long size() {
        return rows * BYTES_PER_ROW;
    }

    /// A table that is filled in the transaction that made it needs no write-ahead log and may be
    /// frozen at once.
    @Override
    public void load(Connection connection, Connections others) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + name + " (" + COLUMNS + ")");
        }
        var distributions = Distributions.getDefaultDistributions();
        var texts = new TextPool(TEXT_POOL_BYTES, distributions);
        var items =
                new LineItemGenerator(
                                rows / ROWS_PER_SCALE + 0.001, 1, 1, distributions, () -> texts)
                        .iterator();
        var text = new LineItemText();
        var copy =
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn("COPY " + name + " FROM STDIN (FREEZE)");
        try {
            for (long i = 0; i < rows; i++) {
                var row = text.row(items.next());
                copy.writeToCopy(row, 0, row.length);
            }
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }
}
