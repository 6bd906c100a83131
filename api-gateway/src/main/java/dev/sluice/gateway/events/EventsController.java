package dev.sluice.gateway.events;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Server-sent events of one job, and of all jobs of a tenant.
@RestController
final class EventsController {
    private static final String HEAD = "HEAD";

    private final JobWaiter jobs;
    private final JobWatch watch;
    private final JobStream jobStream;
    private final TenantStream tenantStream;

    EventsController(
            JobWaiter jobs, JobWatch watch, JobStream jobStream, TenantStream tenantStream) {
        this.jobs = jobs;
        this.watch = watch;
        this.jobStream = jobStream;
        this.tenantStream = tenantStream;
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping(path = "/v1/jobs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void ofJob(
            Caller caller,
            @PathVariable("id") String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException, InterruptedException {
        new Query(request).end();
        var job = jobs.read(Callers.reach(caller), id).job();
        var lastSeen = LastEventId.of(request);
        if (jobStream.isOver(job, lastSeen)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        try (var watched = watch.job(id)) {
            var out = SseWriter.begin(response);
            if (!request.getMethod().equals(HEAD)) {
                jobStream.run(job, lastSeen, out, watched);
            }
        }
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void ofTenant(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        var query = new Query(request);
        var tenant = Callers.listed(caller, query.text("tenant"));
        query.end();
        try (var watched = watch.all()) {
            var out = SseWriter.begin(response);
            if (!request.getMethod().equals(HEAD)) {
                tenantStream.run(tenant, LastEventId.of(request), out, watched);
            }
        }
    }
}
