package dev.sluice.gateway.status;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.gateway.web.Items;
import dev.sluice.gateway.web.JobAnswers;
import dev.sluice.gateway.web.Preferences;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Attempt;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.job.Job;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/// Reading jobs.
@RestController
@RequestMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class JobsController {
    private final Jobs jobs;
    private final JobWaiter waiter;

    JobsController(Jobs jobs, JobWaiter waiter) {
        this.jobs = jobs;
        this.waiter = waiter;
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping
    Items<Job> list(Caller caller, HttpServletRequest request) {
        var query = new Query(request);
        var filter = JobFilters.read(caller, query);
        var limit = query.limit();
        var cursor = query.text("cursor");
        query.end();
        return Items.of(jobs.list(filter, limit, cursor));
    }

    /// @return the answer, or with `Prefer: wait` the promise of it, for which no thread waits
    @Needs(Scopes.JOBS_READ)
    @GetMapping("/{id}")
    Object show(Caller caller, @PathVariable("id") String id, HttpServletRequest request) {
        var reach = Callers.reach(caller);
        var patience = Preferences.waiting(request);
        if (patience.isEmpty()) {
            var found = waiter.read(reach, id);
            return answer(found, JobAnswers.headers(found), request);
        }
        return waiter.await(caller, reach, id, patience.get(), request)
                .thenApply(held -> answer(held.found(), held.headers(), request));
    }

    private static ResponseEntity<Job> answer(
            Jobs.Versioned found, HttpHeaders headers, HttpServletRequest request) {
        // a cache may keep it, but asks each time whether it still holds
        headers.setCacheControl("private, no-cache");
        if (anything(request)
                || new ServletWebRequest(request).checkNotModified(JobAnswers.etag(found))) {
            return new ResponseEntity<>(headers, HttpStatus.NOT_MODIFIED);
        }
        return new ResponseEntity<>(found.job(), headers, HttpStatus.OK);
    }

    /// `If-None-Match: *` matches whatever there is; Spring knows it only of unsafe methods.
    private static boolean anything(HttpServletRequest request) {
        return "*".equals(request.getHeader(HttpHeaders.IF_NONE_MATCH));
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping("/{id}/attempts")
    Items<Attempt> attempts(Caller caller, @PathVariable("id") String id) {
        return Items.all(jobs.attempts(Callers.reach(caller), id));
    }
}
