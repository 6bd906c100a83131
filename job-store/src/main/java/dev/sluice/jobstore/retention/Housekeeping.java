package dev.sluice.jobstore.retention;

import java.time.Duration;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Runs what recurs, by JobRunr: whichever gateway is there does it, one at a time.
public final class Housekeeping implements SmartLifecycle {
    private static final int WORKERS = 1;

    private final DataSource database;
    private final Retention retention;
    private final OrphanSweep orphanSweep;
    private @Nullable JobScheduler scheduler;

    public Housekeeping(DataSource database, Retention retention, OrphanSweep orphanSweep) {
        this.database = database;
        this.retention = retention;
        this.orphanSweep = orphanSweep;
    }

    @Override
    public synchronized void start() {
        var jobs =
                JobRunr.configure()
                        .useStorageProvider(new PostgresStorageProvider(database))
                        .useJobActivator(activator())
                        .useBackgroundJobServer(
                                BackgroundJobServerConfiguration
                                        .usingStandardBackgroundJobServerConfiguration()
                                        .andWorkerCount(WORKERS)
                                        .andPollInterval(Duration.ofSeconds(15)))
                        .initialize()
                        .getJobScheduler();
        jobs.<Retention>scheduleRecurrently(
                "expire-results", Duration.ofMinutes(1), Retention::expireResults);
        jobs.<Retention>scheduleRecurrently(
                "remove-unpublished", Duration.ofMinutes(1), Retention::removeUnpublished);
        jobs.<Retention>scheduleRecurrently(
                "remove-deleted", Duration.ofMinutes(1), Retention::removeDeleted);
        jobs.<Retention>scheduleRecurrently(
                "forget-short-lived", Duration.ofMinutes(10), Retention::forgetShortLived);
        jobs.<OrphanSweep>scheduleRecurrently(
                "sweep-orphans", Duration.ofHours(1), OrphanSweep::run);
        scheduler = jobs;
    }

    private JobActivator activator() {
        return new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(type == Retention.class ? retention : orphanSweep);
            }
        };
    }

    @Override
    public synchronized void stop() {
        JobRunr.destroy();
        scheduler = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }
}
