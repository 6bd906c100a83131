package dev.sluice.gateway.health;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// How the product feels. Open to everybody.
@RestController
final class HealthController {
    private final List<CachedCheck> checks;

    HealthController(List<CachedCheck> checks) {
        this.checks = checks;
    }

    @GetMapping(path = "/v1/health", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<HealthReport> health() {
        var looks = new LinkedHashMap<String, CompletableFuture<Component>>();
        checks.forEach(check -> looks.put(check.name(), check.look()));
        var components = new LinkedHashMap<String, Component>();
        looks.forEach((name, look) -> components.put(name, look.join()));
        var report = HealthReport.of(components);
        if (report.status() != Component.Status.UNHEALTHY) {
            return ResponseEntity.ok(report);
        }
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(report);
    }
}
