package dev.sluice.gateway.status;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Judging;
import dev.sluice.gateway.web.Fields;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.problem.ProblemType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// What people say to jobs that wait for them.
@RestController
@RequestMapping(path = "/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class ResponseController {
    private static final int LONGEST_SQL = 200_000;
    private static final int LONGEST_TEXT = 4_000;

    private final Jobs jobs;
    private final SourceRegistry sources;
    private final Judging judge;

    ResponseController(Jobs jobs, SourceRegistry sources, Judging judge) {
        this.jobs = jobs;
        this.sources = sources;
        this.judge = judge;
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/approve")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job approve(Caller caller, @PathVariable("id") String id, JsonBody body) {
        var sql = body.readOptional(fields -> fields.text("sql", LONGEST_SQL));
        if (sql != null) {
            judge(reviewed(caller, id), sql);
        }
        return jobs.approve(Callers.reach(caller), id, sql);
    }

    /// A job that is not reviewed now might be in a moment: SQL that nobody judged must not get that far.
    private Job reviewed(Caller caller, String id) {
        var job =
                jobs.find(Callers.reach(caller), id)
                        .orElseThrow(
                                () -> ProblemType.NOT_FOUND.because("There is no job " + id + "."));
        if (job.state() != JobState.AWAITING_REVIEW) {
            throw ProblemType.WRONG_STATE.because(
                    "Job "
                            + id
                            + " is "
                            + job.state().name().toLowerCase(Locale.ROOT)
                            + "; only a job in awaiting_review can be approved.");
        }
        return job;
    }

    private void judge(Job job, String sql) {
        judge.judge(sources.resolve(job.tenant(), job.source()).connection(), sql);
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/reject")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job reject(Caller caller, @PathVariable("id") String id, JsonBody body) {
        var reason = body.readOptional(fields -> fields.text("reason", LONGEST_TEXT));
        return jobs.reject(Callers.reach(caller), id, reason);
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/answer")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job answer(Caller caller, @PathVariable("id") String id, JsonBody body) {
        var said = body.read(Said::read);
        return jobs.answer(Callers.reach(caller), id, said.choice(), said.text());
    }

    private record Said(@Nullable String choice, @Nullable String text) {
        static Said read(Fields fields) {
            if (fields.has("choice") == fields.has("text")) {
                fields.wrong(
                        fields.has("text") ? "text" : "choice",
                        "must be given exactly if the other of choice and text is not");
            }
            return new Said(fields.text("choice", LONGEST_TEXT), fields.text("text", LONGEST_TEXT));
        }
    }
}
