package dev.sluice.jobstore.retention;

import dev.sluice.jobstore.webhook.WebhookChores;
import java.time.Duration;
import javax.sql.DataSource;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/// Runs what recurs, by JobRunr: whichever gateway is there does it, one at a time. JobRunr's dashboard
/// stays off, and its own rows about runs that went well are kept for minutes: the reports tell more.
public final class Housekeeping implements SmartLifecycle {
    /// A long sweep of the bucket must not keep back those that run each minute.
    private static final int WORKERS = 2;

    private final DataSource database;
    private final Sweeps sweeps;
    private final Retention retention;
    private final OrphanSweep orphanSweep;
    private final WebhookChores webhooks;
    private @Nullable JobScheduler scheduler;

    public Housekeeping(
            DataSource database,
            Sweeps sweeps,
            Retention retention,
            OrphanSweep orphanSweep,
            WebhookChores webhooks) {
        this.database = database;
        this.sweeps = sweeps;
        this.retention = retention;
        this.orphanSweep = orphanSweep;
        this.webhooks = webhooks;
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
                                        .andPollInterval(Duration.ofSeconds(15))
                                        .andDeleteSucceededJobsAfter(Duration.ofMinutes(10))
                                        .andPermanentlyDeleteDeletedJobsAfter(
                                                Duration.ofMinutes(10)))
                        .initialize()
                        .getJobScheduler();
        for (var sweep : sweeps.all()) {
            var name = sweep.name();
            jobs.<Sweeps>scheduleRecurrently(
                    name, Sweeps.considered(sweep), all -> all.runIfDue(name));
        }
        schedule(jobs);
        scheduler = jobs;
    }

    private static void schedule(JobScheduler jobs) {
        jobs.<WebhookChores>scheduleRecurrently(
                "webhook-switch-off", Duration.ofMinutes(10), WebhookChores::switchOff);
        jobs.<WebhookChores>scheduleRecurrently(
                "webhook-replays", Duration.ofMinutes(1), WebhookChores::goOnWithReplays);
        jobs.<WebhookChores>scheduleRecurrently(
                "webhook-unsent", Duration.ofMinutes(10), WebhookChores::giveUpUnsent);
    }

    private JobActivator activator() {
        return new JobActivator() {
            @Override
            public <T> T activateJob(Class<T> type) {
                return type.cast(of(type));
            }
        };
    }

    /// Calls of earlier versions may still wait in JobRunr's tables.
    private Object of(Class<?> type) {
        if (type == Sweeps.class) {
            return sweeps;
        }
        if (type == WebhookChores.class) {
            return webhooks;
        }
        return type == Retention.class ? retention : orphanSweep;
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
