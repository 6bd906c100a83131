package dev.sluice.gateway.status;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.web.Items;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.job.Job;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Jobs that used up their failures.
@RestController
@RequestMapping(path = "/v1/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
final class DeadLettersController {
    private final Jobs jobs;
    private final Acceptance acceptance;

    DeadLettersController(Jobs jobs, Acceptance acceptance) {
        this.jobs = jobs;
        this.acceptance = acceptance;
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping
    Items<Job> list(Caller caller, HttpServletRequest request) {
        var query = new Query(request);
        var tenant = Callers.listed(caller, query.text("tenant"));
        var limit = query.limit();
        var cursor = query.text("cursor");
        query.end();
        return Items.of(jobs.deadLetters(tenant, limit, cursor));
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/{job_id}/redrive")
    ResponseEntity<byte[]> redrive(
            Caller caller,
            @PathVariable("job_id") String id,
            JsonBody body,
            HttpServletRequest request) {
        body.requireNothing();
        return Acceptance.answer(
                acceptance.once(
                        caller,
                        request,
                        body,
                        () -> () -> Acceptance.accepted(jobs.redrive(Callers.reach(caller), id))));
    }
}
