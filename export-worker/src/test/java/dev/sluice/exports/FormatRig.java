package dev.sluice.exports;

import dev.sluice.exports.encoding.CopyRows;
import dev.sluice.exports.encoding.FileFormat;
import dev.sluice.exports.encoding.RowEncoder;
import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.reading.CopyReader;
import dev.sluice.sources.reading.ScanRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;

/// Formats fed by a real COPY, without a pipeline around them.
final class FormatRig implements AutoCloseable {
    private final Database database = TestServers.postgres().createDatabase();
    private final Connection connection;
    private final DataSources sources = DataSources.create(DataSourcesSettings.defaults());

    /// @param file as written
    /// @param chunks rows of each
    record Written(byte[] file, List<Integer> chunks, long guardedCells) {}

    FormatRig() throws SQLException {
        connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.username(), database.password());
    }

    FormatRig with(String... statements) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : statements) {
                statement.execute(sql);
            }
        }
        return this;
    }

    /// Fills a table with what COPY's CSV form holds.
    void load(String table, String csv) throws SQLException, IOException {
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn("COPY " + table + " FROM STDIN (FORMAT csv)", new StringReader(csv));
    }

    /// What PostgreSQL itself writes.
    byte[] copy(String sql, String options) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        var out = new ByteArrayOutputStream();
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + sql + ") TO STDOUT (" + options + ")", out);
        return out.toByteArray();
    }

    Written write(String sql, FileFormat format) throws Exception {
        return write(sql, format, Long.MAX_VALUE);
    }

    Written write(String sql, FileFormat format, long chunkBytes) throws Exception {
        var source =
                new SourceConnection(
                        "default",
                        "test",
                        "postgresql",
                        database.url(),
                        database.username(),
                        database.password(),
                        List.of(),
                        List.of(),
                        1);
        var catalog = sources.refresh(source);
        var request = new ScanRequest(format.copyFormat(), null, List.of(), false, null);
        try (var scan = sources.scan(source, sources.guard(source, catalog, sql), request);
                var reader = scan.reader();
                var rows = reader.open(0)) {
            return write(rows, format, chunkBytes);
        }
    }

    private static Written write(CopyReader rows, FileFormat format, long chunkBytes)
            throws IOException, UnfitValue {
        var columns = rows.columns();
        format.columns(columns);
        var file = new ByteArrayOutputStream();
        var chunks = new ArrayList<Integer>();
        long guarded = 0;
        try (var encoder = format.encoder(columns, chunkBytes);
                var assembly = format.begin(columns, file)) {
            var waiting = new ArrayList<RowEncoder.Work>();
            var stream = new CopyRows(rows, format.copyFormat());
            while (stream.next()) {
                encoder.add(stream.message(), stream.start(), stream.end());
                if (encoder.full()) {
                    waiting.add(encoder.take());
                }
                // two chunks under way, as in a pipeline
                if (waiting.size() == 2) {
                    var chunk = waiting.removeFirst().encode();
                    assembly.append(chunk);
                    chunks.add(chunk.rows());
                    guarded += chunk.guardedCells();
                }
            }
            if (encoder.rows() > 0) {
                waiting.add(encoder.take());
            }
            for (var work : waiting) {
                var chunk = work.encode();
                assembly.append(chunk);
                chunks.add(chunk.rows());
                guarded += chunk.guardedCells();
            }
            assembly.finish();
        }
        if (rows.copiedRows() != chunks.stream().mapToLong(c -> c).sum()) {
            throw new AssertionError("rows were lost between reader and file");
        }
        return new Written(file.toByteArray(), chunks, guarded);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
        sources.close();
    }
}
