package dev.sluice.gateway.events;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import jakarta.servlet.ServletException;
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
    private final JobWaiter jobs;
    private final JobWatch watch;
    private final Streams streams;
    private final JobStream jobStream;
    private final TenantStream tenantStream;

    EventsController(
            JobWaiter jobs,
            JobWatch watch,
            Streams streams,
            JobStream jobStream,
            TenantStream tenantStream) {
        this.jobs = jobs;
        this.watch = watch;
        this.streams = streams;
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
            throws IOException, ServletException {
        new Query(request).end();
        var terminal = jobs.read(Callers.reach(caller), id).job().state().terminal();
        var start = new JobStream.Start(id, terminal, LastEventId.of(request));
        if (jobStream.isOver(start)) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return;
        }
        streams.open(
                caller,
                request,
                response,
                wake -> watch.job(id, wake),
                (out, news) -> jobStream.run(start, out, news));
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping(path = "/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    void ofTenant(Caller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        var query = new Query(request);
        var tenant = Callers.listed(caller, query.text("tenant"));
        query.end();
        var start = tenantStream.start(tenant, LastEventId.of(request));
        streams.open(
                caller,
                request,
                response,
                wake -> watch.tenant(tenant, wake),
                (out, news) -> tenantStream.run(start, out, news));
    }
}
