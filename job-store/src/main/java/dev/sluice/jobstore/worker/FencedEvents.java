package dev.sluice.jobstore.worker;

import static dev.sluice.jobstore.schema.Tables.JOB;

import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.jobstore.schema.tables.records.JobRecord;
import dev.sluice.model.Json;
import dev.sluice.model.event.JobEvent;
import dev.sluice.model.job.Progress;
import dev.sluice.model.job.Stage;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jooq.JSON;
import org.jooq.UpdateSetMoreStep;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What one attempt tells whoever watches it. What is written here informs and decides nothing: while the
/// database is away the work goes on. Each method answers false when the attempt is known to be no longer
/// ours.
final class FencedEvents {
    private static final Logger LOG = LoggerFactory.getLogger(FencedEvents.class);
    private static final long THOUGHT_NANOS = Duration.ofMillis(250).toNanos();
    private static final long PROGRESS_NANOS = Duration.ofSeconds(1).toNanos();

    private final WorkerTools tools;
    private final String jobId;
    private final int attempt;
    private long nextThought;
    private long nextProgress;

    FencedEvents(WorkerTools tools, String jobId, int attempt) {
        this.tools = tools;
        this.jobId = jobId;
        this.attempt = attempt;
        this.nextThought = System.nanoTime();
        this.nextProgress = nextThought;
    }

    boolean stage(Stage stage) {
        return write(update -> update.set(JOB.STAGE, stage.name()), tools.events()::stateChanged);
    }

    boolean thought(String content) {
        var now = System.nanoTime();
        if (now - nextThought < 0) {
            return true;
        }
        nextThought = now + THOUGHT_NANOS;
        return write(update -> update, changed -> append(changed, new JobEvent.Thought(content)));
    }

    boolean sql(String sql) {
        return write(
                update -> update.set(JOB.SQL, sql),
                changed -> append(changed, new JobEvent.SqlWritten(sql, attempt)));
    }

    boolean progress(Progress progress) {
        var now = System.nanoTime();
        if (now - nextProgress < 0) {
            return true;
        }
        nextProgress = now + PROGRESS_NANOS;
        return write(
                update -> update.set(JOB.PROGRESS, JSON.valueOf(Json.write(progress))),
                changed -> append(changed, new JobEvent.Progressed(progress)));
    }

    boolean stumbled(String message, String code) {
        return write(
                update -> update,
                changed -> {
                    var stage = changed.getStage() == null ? "" : changed.getStage();
                    append(
                            changed,
                            new JobEvent.Failed(message, stage.toLowerCase(Locale.ROOT), code));
                });
    }

    private void append(JobRecord changed, JobEvent event) {
        tools.events().append(changed, event);
    }

    private boolean write(
            UnaryOperator<UpdateSetMoreStep<JobRecord>> change, Consumer<JobRecord> events) {
        try {
            return Boolean.TRUE.equals(
                    tools.transaction().execute(status -> writeFenced(change, events)));
        } catch (DataAccessException e) {
            LOG.warn("An event of {} could not be written: {}", jobId, e.getMessage());
            return true;
        }
    }

    private boolean writeFenced(
            UnaryOperator<UpdateSetMoreStep<JobRecord>> change, Consumer<JobRecord> events) {
        var update = change.apply(tools.db().update(JOB).set(JOB.REVISION, JOB.REVISION.plus(1)));
        var changed = update.where(Transitions.ours(jobId, attempt)).returning().fetchOptional();
        changed.ifPresent(events);
        return changed.isPresent();
    }
}
