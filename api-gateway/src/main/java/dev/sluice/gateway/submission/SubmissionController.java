package dev.sluice.gateway.submission;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.gateway.web.JobAnswers;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.gateway.web.Preferences;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.StoredAnswer;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
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

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/analyses")
    ResponseEntity<?> analyse(Caller caller, JsonBody body, HttpServletRequest request) {
        return submit(
                caller,
                body,
                request,
                () -> submissions.judge(caller.tenant(), body.read(AnalysisSubmission::read)));
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/exports")
    ResponseEntity<?> export(Caller caller, JsonBody body, HttpServletRequest request) {
        return submit(
                caller,
                body,
                request,
                () -> submissions.judge(caller.tenant(), body.read(ExportSubmission::read)));
    }

    private ResponseEntity<?> submit(
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
        return whenItRests(caller, answer, patience.get());
    }

    private ResponseEntity<?> whenItRests(
            Caller caller, StoredAnswer accepted, java.time.Duration patience) {
        var location = String.valueOf(accepted.location());
        var id = location.substring(location.lastIndexOf('/') + 1);
        var found = waiter.await(caller.tenant(), id, patience);
        var headers = new HttpHeaders();
        headers.setLocation(URI.create(location));
        headers.set(Preferences.APPLIED, Preferences.applied(patience));
        headers.setETag(JobAnswers.etag(found));
        JobAnswers.addRetryAfter(headers, found.job());
        return new ResponseEntity<>(
                found.job(),
                headers,
                found.job().state().terminal() ? HttpStatus.OK : HttpStatus.ACCEPTED);
    }
}
