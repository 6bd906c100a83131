package dev.sluice.benchmarks.peer;

import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.Secrets;
import java.time.Duration;
import java.util.function.Consumer;
import org.jobrunr.configuration.JobRunr;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jspecify.annotations.Nullable;

/// JobRunr's open edition over PostgreSQL.
public final class JobRunrQueue implements QueueLibrary {
    public static final String ENQUEUE = "JobRunr, enqueue";
    public static final String POLLING = "JobRunr, polling every 5 s (its shortest)";

    /// JobRunr refuses less for SQL.
    private static final Duration SHORTEST = Duration.ofSeconds(5);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

    private final HikariDataSource database;
    private final StorageProvider storage;
    private final JobRequestScheduler scheduler;
    private volatile Consumer<String> started = _ -> {};
    private @Nullable Boolean working;

    private JobRunrQueue(HikariDataSource database) {
        this.database = database;
        this.storage = new PostgresStorageProvider(database);
        this.scheduler =
                JobRunr.configure()
                        .useStorageProvider(storage)
                        .initialize()
                        .getJobRequestScheduler();
    }

    public static JobRunrQueue open(PostgresProcess server, Secrets secrets) {
        return new JobRunrQueue(QueueDatabase.open(server, secrets, "jobrunr"));
    }

    @Override
    public String name() {
        return working == null ? ENQUEUE : POLLING;
    }

    @Override
    public void enqueue(String payload) {
        scheduler.enqueue(new Request(payload));
    }

    @Override
    public void work(int threads, Consumer<String> started) {
        this.started = started;
        working = true;
        JobRunr.configure()
                .useStorageProvider(storage)
                .useJobActivator(new Handlers())
                .useBackgroundJobServer(
                        BackgroundJobServerConfiguration
                                .usingStandardBackgroundJobServerConfiguration()
                                .andPollInterval(SHORTEST)
                                .andWorkerCount(threads)
                                .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(
                                        LONGEST_STOP))
                .initialize();
    }

    @Override
    public void close() {
        JobRunr.destroy();
        database.close();
    }

    /// What JobRunr writes into its row.
    ///
    /// @param payload of the job
    public record Request(String payload) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /// What JobRunr runs.
    public static final class Handler implements JobRequestHandler<Request> {
        private final JobRunrQueue queue;

        private Handler(JobRunrQueue queue) {
            this.queue = queue;
        }

        @Override
        public void run(Request request) {
            queue.started.accept(request.payload());
        }
    }

    private final class Handlers implements JobActivator {
        @Override
        public <T> @Nullable T activateJob(Class<T> type) {
            return type == Handler.class ? type.cast(new Handler(JobRunrQueue.this)) : null;
        }
    }
}
