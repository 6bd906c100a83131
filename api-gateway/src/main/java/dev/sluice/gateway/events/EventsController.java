package dev.sluice.gateway.events;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Server-sent events of one job, and of all jobs of a tenant. A stream lives on its request's virtual
/// thread: parked, that costs a few kilobytes beside the connection's own buffers.
@RestController
final class EventsController {
    private static final String HEAD = "HEAD";

    /// When a place may have become free; clients that are told so do not come back all at once anyway.
    private static final int RETRY_SECONDS = 15;

    private final JobWaiter jobs;
    private final JobWatch watch;
    private final Places places;
    private final JobStream jobStream;
    private final TenantStream tenantStream;

    EventsController(
            JobWaiter jobs,
            JobWatch watch,
            Places places,
            JobStream jobStream,
            TenantStream tenantStream) {
        this.jobs = jobs;
        this.watch = watch;
        this.places = places;
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
        var terminal = jobs.read(Callers.reach(caller), id).job().state().terminal();
        var start = new JobStream.Start(id, terminal, LastEventId.of(request));
        if (jobStream.isOver(start)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        var woken = new Signal();
        try (var place = place(caller);
                var watched = watch.job(id, woken::give)) {
            var out = SseWriter.begin(response);
            if (!request.getMethod().equals(HEAD)) {
                jobStream.run(start, out, woken);
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
        var woken = new Signal();
        try (var place = place(caller);
                var watched = watch.tenant(tenant, woken::give)) {
            var out = SseWriter.begin(response);
            if (!request.getMethod().equals(HEAD)) {
                tenantStream.run(tenant, LastEventId.of(request), out, woken);
            }
        }
    }

    private Places.Place place(Caller caller) {
        return places.take(caller.tenant())
                .orElseThrow(() ->
                        Problem.of(
                                        ProblemType.RATE_LIMITED,
                                        "Too many event streams are open. Close some, or watch all jobs of"
                                                + " the tenant by one stream of /v1/events.")
                                .withRetryAfter(RETRY_SECONDS)
                                .toException());
    }
}
