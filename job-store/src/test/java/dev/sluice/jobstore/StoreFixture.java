package dev.sluice.jobstore;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.bulk.BulkActions;
import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.retention.FilesInMemory;
import dev.sluice.jobstore.retention.OrphanSweep;
import dev.sluice.jobstore.retention.Retention;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.jobstore.snapshot.SnapshotKeeping;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.BatchSubmissions;
import dev.sluice.jobstore.submission.Idempotency;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.jobstore.worker.WorkerTools;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Priority;
import dev.sluice.model.message.JobReady;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.ExportRequest;
import dev.sluice.model.source.SourceConnection;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

/// A gateway's half of the job store in this JVM, on a database of its own.
public final class StoreFixture implements AutoCloseable {
    public static final String TENANT = "default";

    private final ConfigurableApplicationContext context;
    private final PostgresServer.Database database;

    private StoreFixture(ConfigurableApplicationContext context, PostgresServer.Database database) {
        this.context = context;
        this.database = database;
    }

    public static StoreFixture start() {
        var database = TestServers.postgres().createDatabase();
        var context =
                new SpringApplicationBuilder(StoreUnderTest.class)
                        .web(WebApplicationType.NONE)
                        .properties(
                                Map.of(
                                        "sluice.database.url", database.jdbcUrl(),
                                        "sluice.database.username", database.username(),
                                        "sluice.database.password", database.password(),
                                        "sluice.kafka.bootstrap", TestServers.kafka().bootstrap(),
                                        "sluice.secret-key",
                                                Base64.getEncoder().encodeToString(new byte[32]),
                                        "spring.main.banner-mode", "off",
                                        "logging.level.root", "WARN"))
                        .run();
        var fixture = new StoreFixture(context, database);
        fixture.keys().ensureFirstKey(null);
        fixture.sources()
                .create(
                        new SourceConnection(
                                TENANT,
                                "retail",
                                "postgresql",
                                "postgresql://localhost:1/none",
                                "reader",
                                "secret",
                                List.of(),
                                List.of(),
                                1),
                        List.of());
        return fixture;
    }

    public Job submitAnalysis(String question) {
        return submissions()
                .submit(
                        new NewJob(
                                TENANT,
                                JobType.ANALYSIS,
                                new AnalysisRequest(question, null, null),
                                question,
                                null,
                                "retail",
                                null,
                                List.of("test"),
                                Priority.NORMAL,
                                NewJob.DEFAULT_DEADLINE,
                                null,
                                1));
    }

    public Job submitExport(String sql, ExportOptions options) {
        return submissions()
                .submit(
                        new NewJob(
                                TENANT,
                                JobType.EXPORT,
                                new ExportRequest(
                                        null, ExportFormat.CSV, Compression.NONE, options),
                                null,
                                sql,
                                "retail",
                                null,
                                List.of("test"),
                                Priority.NORMAL,
                                NewJob.DEFAULT_DEADLINE,
                                null,
                                1));
    }

    /// What the dispatcher does once the job's pause is over, at a moment that the test knows.
    public JobReady dispatched(String jobId) {
        var row =
                db().fetchSingle(
                                "update job set not_before = null, dispatched_at = now(), published_at = now()"
                                        + " where id = ? returning lane, dispatch_no",
                                jobId);
        return new JobReady(
                jobId, Lane.valueOf(row.get(0, String.class)), row.get(1, Integer.class));
    }

    /// The job's next attempt, begun by a worker of this name.
    public JobRecord claimed(String jobId, String worker) {
        return transitions().claim(dispatched(jobId), worker).orElseThrow();
    }

    public PostgresServer.Database database() {
        return database;
    }

    /// A connection apart from the store's own.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public DSLContext db() {
        return context.getBean(DSLContext.class);
    }

    public Submissions submissions() {
        return context.getBean(Submissions.class);
    }

    public BulkActions bulkActions() {
        return context.getBean(BulkActions.class);
    }

    public TransactionTemplate transaction() {
        return context.getBean(TransactionTemplate.class);
    }

    public BatchSubmissions batchSubmissions() {
        return context.getBean(BatchSubmissions.class);
    }

    public Idempotency idempotency() {
        return context.getBean(Idempotency.class);
    }

    public Jobs jobs() {
        return context.getBean(Jobs.class);
    }

    public Calls calls() {
        return context.getBean(Calls.class);
    }

    public Transitions transitions() {
        return context.getBean(Transitions.class);
    }

    public EventLog events() {
        return context.getBean(EventLog.class);
    }

    public ApiKeys keys() {
        return context.getBean(ApiKeys.class);
    }

    public SourceRegistry sources() {
        return context.getBean(SourceRegistry.class);
    }

    public WorkerTools workerTools() {
        return context.getBean(WorkerTools.class);
    }

    public SnapshotKeeping snapshotKeeping() {
        return context.getBean(SnapshotKeeping.class);
    }

    public FilesInMemory files() {
        return context.getBean(FilesInMemory.class);
    }

    public Retention retention() {
        return context.getBean(Retention.class);
    }

    public OrphanSweep orphanSweep() {
        return context.getBean(OrphanSweep.class);
    }

    @Override
    public void close() {
        context.close();
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CoordinationConfiguration.class)
    static class StoreUnderTest {
        @Bean
        FilesInMemory files() {
            return new FilesInMemory();
        }
    }
}
