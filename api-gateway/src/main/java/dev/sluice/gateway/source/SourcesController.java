package dev.sluice.gateway.source;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.web.Items;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.source.SourceRegistry;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Registering sources.
@RestController
@RequestMapping(path = "/v1/sources", produces = MediaType.APPLICATION_JSON_VALUE)
final class SourcesController {
    private final SourceRegistry registry;
    private final SourceService sources;
    private final Acceptance acceptance;

    SourcesController(SourceRegistry registry, SourceService sources, Acceptance acceptance) {
        this.registry = registry;
        this.sources = sources;
        this.acceptance = acceptance;
    }

    /// In order of registration: the first is the default.
    @Needs(Scopes.JOBS_READ)
    @GetMapping
    Items<SourceView> list(Caller caller) {
        return Items.all(registry.list(caller.tenant()).stream().map(SourceView::of).toList());
    }

    @Needs(Scopes.SOURCES_ADMIN)
    @PostMapping
    ResponseEntity<byte[]> create(Caller caller, JsonBody body, HttpServletRequest request) {
        var answer =
                acceptance.once(
                        caller,
                        request,
                        body,
                        () -> {
                            var registration = body.read(Registration::read);
                            var creation = sources.prepare(caller, registration);
                            return () -> {
                                var created = creation.get();
                                sources.warmUp(caller, registration.name());
                                return created;
                            };
                        });
        return Acceptance.answer(answer);
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping("/{name}")
    SourceView show(Caller caller, @PathVariable("name") String name) {
        return SourceView.of(sources.require(caller, name));
    }

    @Needs(Scopes.SOURCES_ADMIN)
    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Caller caller, @PathVariable("name") String name) {
        sources.delete(caller, name);
    }
}
