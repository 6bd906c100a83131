package dev.sluice.benchmarks.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.jspecify.annotations.Nullable;

/// What many write first: a cursor, a record for each row, and parquet-java's writer of Avro records, on
/// one thread, into a local file. A process of its own, which prints what it did.
public final class AvroExport {
    private static final int FETCH_SIZE = 10_000;

    private AvroExport() {}

    /// `JDBC-URL USER FOLDER WARM-UP-QUERY QUERY`; the password is in `PGPASSWORD`.
    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws IOException, SQLException {
        var folder = Path.of(arguments[2]);
        try (var connection =
                DriverManager.getConnection(
                        arguments[0], arguments[1], System.getenv("PGPASSWORD"))) {
            connection.setAutoCommit(false);
            export(connection, arguments[3], folder.resolve("warm-up.parquet"));
            var file = folder.resolve("avro.parquet");
            var start = System.nanoTime();
            var rows = export(connection, arguments[4], file);
            var seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "peer rows=%d seconds=%.3f bytes=%d%n",
                    rows,
                    seconds,
                    Files.size(file));
        }
    }

    private static long export(Connection connection, String query, Path file)
            throws IOException, SQLException {
        Files.deleteIfExists(file);
        var model = new GenericData();
        model.addLogicalTypeConversion(new Conversions.DecimalConversion());
        try (var statement = connection.createStatement()) {
            statement.setFetchSize(FETCH_SIZE);
            try (var rows = statement.executeQuery(query)) {
                var columns = rows.getMetaData();
                var schema = schema(columns);
                try (var writer =
                        AvroParquetWriter.<GenericData.Record>builder(new LocalOutputFile(file))
                                .withSchema(schema)
                                .withDataModel(model)
                                .withConf(new PlainParquetConfiguration())
                                .withCompressionCodec(CompressionCodecName.SNAPPY)
                                .build()) {
                    long count = 0;
                    while (rows.next()) {
                        writer.write(row(rows, columns, schema));
                        count++;
                    }
                    return count;
                }
            }
        }
    }

    private static Schema schema(ResultSetMetaData columns) throws SQLException {
        var fields = SchemaBuilder.record("row").fields();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            var type = type(columns, i);
            fields =
                    columns.isNullable(i) == ResultSetMetaData.columnNoNulls
                            ? fields.name(columns.getColumnName(i)).type(type).noDefault()
                            : fields.name(columns.getColumnName(i))
                                    .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                                    .noDefault();
        }
        return fields.endRecord();
    }

    private static Schema type(ResultSetMetaData columns, int i) throws SQLException {
        return switch (columns.getColumnType(i)) {
            case Types.BIGINT -> Schema.create(Schema.Type.LONG);
            case Types.INTEGER, Types.SMALLINT -> Schema.create(Schema.Type.INT);
            case Types.NUMERIC ->
                    LogicalTypes.decimal(columns.getPrecision(i), columns.getScale(i))
                            .addToSchema(Schema.create(Schema.Type.BYTES));
            case Types.DATE -> LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
            default -> Schema.create(Schema.Type.STRING);
        };
    }

    private static GenericData.Record row(ResultSet rows, ResultSetMetaData columns, Schema schema)
            throws SQLException {
        var record = new GenericData.Record(schema);
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            record.put(i - 1, value(rows.getObject(i)));
        }
        return record;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Date date -> (int) date.toLocalDate().toEpochDay();
            case Number number -> number;
            default -> value.toString();
        };
    }
}
