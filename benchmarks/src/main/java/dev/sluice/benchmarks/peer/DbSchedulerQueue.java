package dev.sluice.benchmarks.peer;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.Secrets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// db-scheduler over PostgreSQL.
public final class DbSchedulerQueue implements QueueLibrary {
    public static final String SCHEDULE = "db-scheduler, schedule";
    public static final String POLLING = "db-scheduler, polling every 10 ms";
    public static final String IMMEDIATE = "db-scheduler, immediate execution";

    /// It has no shortest interval; a hundred queries a second on an idle table.
    private static final Duration SHORT = Duration.ofMillis(10);

    private static final String[] SCHEMA = {
        """
        CREATE TABLE scheduled_tasks (
            task_name text NOT NULL,
            task_instance text NOT NULL,
            task_data bytea,
            execution_time timestamptz NOT NULL,
            picked boolean NOT NULL,
            picked_by text,
            last_success timestamptz,
            last_failure timestamptz,
            consecutive_failures integer,
            last_heartbeat timestamptz,
            version bigint NOT NULL,
            priority smallint,
            PRIMARY KEY (task_name, task_instance))\
        """,
        "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
        "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)",
        "CREATE INDEX priority_execution_time_idx ON scheduled_tasks (priority DESC, execution_time)"
    };

    private final HikariDataSource database;
    private final boolean immediate;
    private final OneTimeTask<String> task;
    private final SchedulerClient client;
    private volatile Consumer<String> started = _ -> {};
    private @Nullable Scheduler scheduler;

    private DbSchedulerQueue(HikariDataSource database, boolean immediate) {
        this.database = database;
        this.immediate = immediate;
        this.task =
                Tasks.oneTime("peer", String.class)
                        .execute((instance, _) -> started.accept(instance.getData()));
        this.client = SchedulerClient.Builder.create(database, task).build();
    }

    /// @param immediate whether the process that schedules a job is told to run it, too
    public static DbSchedulerQueue open(
            PostgresProcess server, Secrets secrets, boolean immediate) {
        var database =
                QueueDatabase.open(
                        server, secrets, immediate ? "db_scheduler_immediate" : "db_scheduler");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            for (var text : SCHEMA) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            database.close();
            throw new BenchmarkFailure(
                    "db-scheduler's table cannot be made: " + e.getMessage() + ".", e);
        }
        return new DbSchedulerQueue(database, immediate);
    }

    @Override
    public String name() {
        return scheduler == null ? SCHEDULE : immediate ? IMMEDIATE : POLLING;
    }

    @Override
    public void enqueue(String payload) {
        var instance = task.instance(UUID.randomUUID().toString(), payload);
        (scheduler == null ? client : scheduler).scheduleIfNotExists(instance, Instant.now());
    }

    @Override
    public void work(int threads, Consumer<String> started) {
        this.started = started;
        var building =
                Scheduler.create(database, task)
                        .threads(threads)
                        .pollingInterval(SHORT)
                        .pollUsingLockAndFetch(0.5, 1.0);
        if (immediate) {
            building.enableImmediateExecution();
        }
        scheduler = building.build();
        scheduler.start();
    }

    @Override
    public void close() {
        if (scheduler != null) {
            scheduler.stop();
        }
        database.close();
    }
}
