package dev.sluice.jobstore;

import static dev.sluice.jobstore.schema.Tables.JOB;
import static dev.sluice.jobstore.schema.Tables.JOB_MANIFEST;
import static dev.sluice.jobstore.schema.Tables.JOB_PART;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.view.JobRows;
import dev.sluice.model.Json;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.Job;
import dev.sluice.model.request.ExportRequest;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;

/// A store of the first release is opened by this one.
class UpgradeIT {
    private static final String FIRST_MANIFEST =
            """
            {"job_id": "job_1", "format": "csv", "compression": "none", "complete": true,
             "truncated": false, "row_count": 3, "byte_count": 30, "as_of": "2026-11-20T10:00:00.000Z",
             "as_of_lsn": null, "sql": "SELECT 1", "columns": [], "guarded_cells": 0,
             "parts": [{"name": "part-00000.csv", "key": "default/job_1/1/part-00000.csv", "rows": 3,
                        "bytes": 30, "sha256": "ff"}]}
            """;

    @Test
    void jobsOfTheFirstReleaseAreReadAndGoOn() {
        var database = TestServers.postgres().createDatabase();
        var settings =
                new DatabaseSettings(
                        database.jdbcUrl(), database.username(), database.password(), 2);
        try (var pool = JobDatabase.connect(settings)) {
            firstRelease(pool);
            var db = JobDatabase.dsl(pool);
            finishedExport(db);
            runningExport(db);

            JobDatabase.migrate(settings);

            assertThat(manifest(db).parts()).hasSize(1).first().extracting("etag").isNull();
            assertThat(manifest(db).notes()).isEmpty();
            var running = db.selectFrom(JOB).where(JOB.ID.eq("job_2")).fetchSingle();
            assertThat(JobRows.view(running)).extracting(Job::attempt).isEqualTo(1);
            assertThat(JobRows.request(running))
                    .isInstanceOfSatisfying(
                            ExportRequest.class,
                            export ->
                                    assertThat(export.options())
                                            .isEqualTo(
                                                    ExportOptions.with()
                                                            .fileName("sales")
                                                            .rowLimit(10L)
                                                            .build()));
            assertThat(db.fetchCount(JOB_PART)).isZero();
        }
    }

    @Test
    void aMigrationMayTakeAsLongAsItMust() {
        var database = TestServers.postgres().createDatabase();
        var settings =
                new DatabaseSettings(
                        database.jdbcUrl(), database.username(), database.password(), 2);

        assertThat(limits(JobDatabase.forMigrations(settings))).containsExactly("0", "0", "30s");
        try (var pool = JobDatabase.connect(settings)) {
            assertThat(limits(pool)).containsExactly("5s", "25s", "5s");
        }
    }

    private static Object[] limits(DataSource database) {
        return JobDatabase.dsl(database)
                .fetchSingle(
                        "select current_setting('idle_in_transaction_session_timeout'),"
                                + " current_setting('statement_timeout'), current_setting('lock_timeout')")
                .intoArray();
    }

    private static void firstRelease(HikariDataSource database) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:dev/sluice/jobstore/migration")
                .target("1")
                .load()
                .migrate();
    }

    private static void finishedExport(DSLContext db) {
        db.execute("insert into tenant (id, name) values ('default', 'default')");
        db.execute(
                """
                insert into job (id, tenant_id, type, state, lane, priority, sql, tags, request, cost,
                    deadline, attempt, started_at, finished_at)
                values ('job_1', 'default', 'EXPORT', 'SUCCEEDED', 'EXPORT', 1, 'SELECT 1', '{}',
                    '{"kind": "export", "question": null, "format": "csv", "compression": "none",
                      "file_name": null, "row_limit": null}', 1, now(), 1, now(), now())
                """);
        db.execute("insert into job_manifest values ('job_1', 1, ?::json)", FIRST_MANIFEST);
    }

    private static void runningExport(DSLContext db) {
        db.execute(
                """
                insert into job (id, tenant_id, type, state, lane, priority, sql, tags, request, cost,
                    deadline, attempt, started_at, worker, lease_until)
                values ('job_2', 'default', 'EXPORT', 'RUNNING', 'EXPORT', 1, 'SELECT 1', '{}',
                    '{"kind": "export", "question": null, "format": "csv", "compression": "none",
                      "file_name": "sales", "row_limit": 10}', 1, now(), 1, now(), 'old', now())
                """);
    }

    private static Manifest manifest(DSLContext db) {
        return Json.read(
                db.select(JOB_MANIFEST.BODY)
                        .from(JOB_MANIFEST)
                        .where(JOB_MANIFEST.JOB_ID.eq("job_1"))
                        .fetchSingle(JOB_MANIFEST.BODY)
                        .data(),
                Manifest.class);
    }
}
