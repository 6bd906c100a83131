package dev.sluice.gateway.status;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.retention.Retention;
import dev.sluice.model.job.Job;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Cancelling, retrying and deleting jobs.
@RestController
@RequestMapping(path = "/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class SteeringController {
    private final Jobs jobs;
    private final Retention retention;
    private final Acceptance acceptance;

    SteeringController(Jobs jobs, Retention retention, Acceptance acceptance) {
        this.jobs = jobs;
        this.retention = retention;
        this.acceptance = acceptance;
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/cancel")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Job cancel(Caller caller, @PathVariable("id") String id, JsonBody body) {
        body.requireNothing();
        return jobs.cancel(Callers.reach(caller), id);
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/retry")
    ResponseEntity<byte[]> retry(
            Caller caller,
            @PathVariable("id") String id,
            JsonBody body,
            HttpServletRequest request) {
        body.requireNothing();
        var answer =
                acceptance.once(
                        caller,
                        request,
                        body,
                        () -> () -> Acceptance.accepted(jobs.retry(Callers.reach(caller), id)));
        return Acceptance.answer(answer);
    }

    @Needs(Scopes.JOBS_WRITE)
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable("id") String id) {
        retention.delete(Callers.reach(caller), id, caller.keyId());
    }
}
