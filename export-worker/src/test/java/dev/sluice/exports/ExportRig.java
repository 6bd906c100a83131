package dev.sluice.exports;

import dev.sluice.fixtures.PostgresServer.Database;
import dev.sluice.fixtures.TestServers;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectStores;
import dev.sluice.objects.S3Settings;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import dev.sluice.sources.reading.HeldSnapshot;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/// The export worker on a real database and a real store.
final class ExportRig implements AutoCloseable {
    static final ExportSettings SETTINGS =
            new ExportSettings(null, 2, 2, DataSize.ofMegabytes(4), DataSize.ofGigabytes(100));

    private final Database database;
    private final Connection connection;
    private final DataSources sources = DataSources.create(DataSourcesSettings.defaults());
    private final String bucket = TestServers.s3().createBucket();
    private final ObjectStore objects;
    private final ExportHandler handler;

    ExportRig() throws SQLException {
        this(SETTINGS);
    }

    ExportRig(ExportSettings settings) throws SQLException {
        this(settings, TestServers.postgres().createDatabase());
    }

    /// @param database where statements of the test go, and exports that name no other way
    ExportRig(ExportSettings settings, Database database) throws SQLException {
        this.database = database;
        connection =
                DriverManager.getConnection(
                        database.jdbcUrl(), database.username(), database.password());
        var s3 = TestServers.s3();
        objects =
                ObjectStores.connect(
                        new S3Settings(
                                s3.endpoint(),
                                null,
                                s3.region(),
                                bucket,
                                s3.accessKey(),
                                s3.secretKey()));
        var tools = ExportTools.of(sources, objects, settings);
        handler = new ExportHandler(tools, Estimates.of(sources, tools));
    }

    ExportRig with(String... statements) throws SQLException {
        for (var statement : statements) {
            execute(statement);
        }
        return this;
    }

    void execute(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// The first column of each row, as the database prints it.
    List<@Nullable String> query(String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<@Nullable String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    Connection connection() {
        return connection;
    }

    ObjectStore objects() {
        return objects;
    }

    RecordedJob job(String sql, ExportFormat format, Compression compression) {
        return job(sql, new ExportRequest(null, format, compression, ExportOptions.DEFAULTS));
    }

    RecordedJob job(@Nullable String sql, JobRequest request) {
        return job(sql, request, database.url());
    }

    /// @param url by which the source is reached
    RecordedJob job(@Nullable String sql, JobRequest request, String url) {
        return new RecordedJob(sql, request, source(url));
    }

    /// @param url by which the source is reached
    SourceConnection source(String url) {
        return new SourceConnection(
                "default",
                "test",
                "postgresql",
                url,
                database.username(),
                database.password(),
                List.of(),
                List.of(),
                1);
    }

    Database database() {
        return database;
    }

    /// Holds the source as it is now, as a gateway does.
    HeldSnapshot hold(RecordedJob job) {
        var catalog = sources.refresh(job.source());
        var sql = sources.guard(job.source(), catalog, String.valueOf(job.job().sql()));
        return sources.hold(job.source(), sql);
    }

    RecordedJob run(RecordedJob job) throws Exception {
        // each test makes its tables just now
        sources.refresh(job.source());
        handler.run(job);
        return job;
    }

    /// The job store says that the attempt ended the job.
    void ended(RecordedJob job, JobState state) {
        handler.ended(job.job(), state);
    }

    RecordedJob export(String sql, ExportFormat format, Compression compression) throws Exception {
        return run(job(sql, format, compression));
    }

    /// The job's only file, fetched by a signed link.
    byte[] content(RecordedJob job) throws IOException {
        return content(job.manifest().parts().getFirst());
    }

    byte[] content(Manifest.Part part) throws IOException {
        var url = objects.sign(part.key(), Duration.ofMinutes(5), part.name(), null).url();
        try (var in = URI.create(url).toURL().openStream()) {
            return in.readAllBytes();
        }
    }

    /// Of all attempts.
    int leftOf(RecordedJob job) {
        return StoredObjects.count(bucket, "default/" + job.job().id() + "/");
    }

    /// Objects and unfinished uploads of the job's attempt, as the store lists them.
    int leftBehind(RecordedJob job) {
        return StoredObjects.count(bucket, job.objectPrefix());
    }

    Path file(RecordedJob job, Path folder) throws IOException {
        return Files.write(folder.resolve(job.manifest().parts().getFirst().name()), content(job));
    }

    @Override
    public void close() throws Exception {
        connection.close();
        sources.close();
        ((AutoCloseable) objects).close();
    }
}
