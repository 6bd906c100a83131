package dev.sluice.gateway.submission;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Says what an export would be like. Creates nothing.
@RestController
@RequestMapping(path = "/v1/exports", produces = MediaType.APPLICATION_JSON_VALUE)
final class EstimateController {
    private final Estimates estimates;

    EstimateController(Estimates estimates) {
        this.estimates = estimates;
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/estimate")
    ResponseEntity<byte[]> estimate(Caller caller, JsonBody body) {
        var estimate = estimates.of(caller.tenant(), body.read(ExportSubmission::read));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(estimate.getBytes(StandardCharsets.UTF_8));
    }
}
