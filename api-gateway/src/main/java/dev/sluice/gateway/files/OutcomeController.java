package dev.sluice.gateway.files;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Jobs;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a finished job delivers.
@RestController
@RequestMapping(path = "/v1/jobs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
final class OutcomeController {
    private final Jobs jobs;
    private final SignedFiles files;
    private final PublicEndpoint endpoint;

    OutcomeController(Jobs jobs, SignedFiles files, PublicEndpoint endpoint) {
        this.jobs = jobs;
        this.files = files;
        this.endpoint = endpoint;
    }

    /// The stored JSON as it is: numbers keep every digit.
    @Needs(Scopes.JOBS_READ)
    @GetMapping("/result")
    ResponseEntity<byte[]> result(Caller caller, @PathVariable("id") String id) {
        var json = jobs.result(Callers.reach(caller), id).getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(json);
    }

    @Needs(Scopes.JOBS_READ)
    @GetMapping("/files")
    FilesView files(Caller caller, @PathVariable("id") String id, HttpServletRequest request) {
        var query = new Query(request);
        var seconds =
                query.whole(
                        "expires_in",
                        SignedFiles.SHORTEST.toSeconds(),
                        SignedFiles.LONGEST.toSeconds(),
                        SignedFiles.USUAL.toSeconds());
        query.end();
        return files.mint(
                caller,
                Callers.reach(caller),
                id,
                Duration.ofSeconds(seconds),
                endpoint.of(request));
    }
}
