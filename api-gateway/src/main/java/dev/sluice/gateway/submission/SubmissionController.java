package dev.sluice.gateway.submission;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.gateway.web.Preferences;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.model.job.Job;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Accepts analyses and exports.
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class SubmissionController {
    private final SubmissionService submissions;
    private final Acceptance acceptance;
    private final JobWaiter waiter;

    SubmissionController(SubmissionService submissions, Acceptance acceptance, JobWaiter waiter) {
        this.submissions = submissions;
        this.acceptance = acceptance;
        this.waiter = waiter;
    }

    /// @return the answer, or with `Prefer: wait` the promise of it, for which no thread waits
    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/analyses")
    Object analyse(Caller caller, JsonBody body, HttpServletRequest request) {
        return submit(
                caller,
                body,
                request,
                () -> submissions.judge(caller.tenant(), body.read(AnalysisSubmission::read)));
    }

    /// @return as [#analyse]
    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/exports")
    Object export(Caller caller, JsonBody body, HttpServletRequest request) {
        return submit(
                caller,
                body,
                request,
                () -> submissions.judge(caller.tenant(), body.read(ExportSubmission::read)));
    }

    private Object submit(
            Caller caller, JsonBody body, HttpServletRequest request, Supplier<NewJob> judging) {
        var answer =
                acceptance.once(
                        caller,
                        request,
                        body,
                        () -> {
                            var job = judging.get();
                            return () -> Acceptance.accepted(submissions.submit(job));
                        });
        var patience = Preferences.waiting(request);
        if (answer.replayed() || patience.isEmpty()) {
            return Acceptance.answer(answer);
        }
        var location = String.valueOf(answer.location());
        var id = location.substring(location.lastIndexOf('/') + 1);
        return waiter.await(caller, caller.tenant(), id, patience.get(), request)
                .thenApply(held -> whenItRests(held, location));
    }

    private static ResponseEntity<Job> whenItRests(JobWaiter.Held held, String location) {
        var headers = held.headers();
        headers.setLocation(URI.create(location));
        var job = held.found().job();
        return new ResponseEntity<>(
                job, headers, job.state().terminal() ? HttpStatus.OK : HttpStatus.ACCEPTED);
    }
}
