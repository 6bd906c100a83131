package dev.sluice.gateway.source;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.sources.DataSources;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a source holds, and what it can be asked.
@RestController
@RequestMapping(path = "/v1/sources/{name}", produces = MediaType.APPLICATION_JSON_VALUE)
final class CatalogController {
    private static final Duration READING = Duration.ofSeconds(20);
    private static final int USUAL_EXAMPLES = 10;
    private static final int MOST_EXAMPLES = 50;

    private final SourceService registered;
    private final DataSources sources;
    private final Calls calls;
    private final Duration patience;

    CatalogController(
            SourceService registered, DataSources sources, Calls calls, Duration patience) {
        this.registered = registered;
        this.sources = sources;
        this.calls = calls;
        this.patience = patience;
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping("/schema")
    SchemaView schema(
            Caller caller, @PathVariable("name") String name, HttpServletRequest request) {
        var query = new Query(request);
        var table = query.text("table");
        query.end();
        var connection = registered.require(caller, name).connection();
        var catalog = CatalogReading.within(READING, () -> sources.catalog(connection));
        return table == null
                ? SchemaView.of(name, catalog)
                : SchemaView.of(name, catalog, sources.sampled(connection, table));
    }

    @Needs(Scopes.SOURCES_ADMIN)
    @PostMapping("/refresh")
    Refreshed refresh(Caller caller, @PathVariable("name") String name, JsonBody body) {
        body.requireNothing();
        var connection = registered.require(caller, name).connection();
        var catalog = CatalogReading.within(READING, () -> sources.refresh(connection));
        return new Refreshed(name, catalog.readAt(), catalog.tables().size());
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping("/examples")
    ResponseEntity<byte[]> examples(
            Caller caller, @PathVariable("name") String name, HttpServletRequest request) {
        var query = new Query(request);
        var limit = (int) query.whole("limit", 1, MOST_EXAMPLES, USUAL_EXAMPLES);
        query.end();
        var source = registered.require(caller, name).connection();
        var examples =
                calls.call(caller.tenant(), source.name(), new ExamplesCall(limit), patience);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(examples.getBytes(StandardCharsets.UTF_8));
    }
}
