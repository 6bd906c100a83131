package dev.sluice.gateway.tenant;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.web.Items;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.access.Tenants;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.retention.Retention;
import dev.sluice.jobstore.submission.StoredAnswer;
import dev.sluice.model.Json;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Tenants, for operators.
@RestController
@RequestMapping(path = "/v1/tenants", produces = MediaType.APPLICATION_JSON_VALUE)
final class TenantsController {
    private final Tenants tenants;
    private final Retention retention;
    private final Acceptance acceptance;

    TenantsController(Tenants tenants, Retention retention, Acceptance acceptance) {
        this.tenants = tenants;
        this.retention = retention;
        this.acceptance = acceptance;
    }

    @Needs(Scopes.OPERATOR)
    @GetMapping
    Items<TenantView> list(HttpServletRequest request) {
        var query = new Query(request);
        var limit = query.limit();
        var cursor = query.text("cursor");
        query.end();
        var page = tenants.list(limit, cursor);
        return Items.of(
                new Page<>(page.items().stream().map(TenantView::of).toList(), page.nextCursor()));
    }

    @Needs(Scopes.OPERATOR)
    @PostMapping
    ResponseEntity<byte[]> create(Caller caller, JsonBody body, HttpServletRequest request) {
        var answer =
                acceptance.once(
                        caller,
                        request,
                        body,
                        () -> {
                            var wanted = body.read(TenantFields::creation);
                            return () -> created(TenantView.of(tenants.create(wanted, caller)));
                        });
        return Acceptance.answer(answer);
    }

    private static StoredAnswer created(TenantView tenant) {
        return new StoredAnswer(
                HttpStatus.CREATED.value(),
                "/v1/tenants/" + tenant.id(),
                Json.write(tenant).getBytes(StandardCharsets.UTF_8),
                false);
    }

    @Needs(Scopes.OPERATOR)
    @GetMapping("/{id}")
    TenantView show(@PathVariable("id") String id) {
        return TenantView.of(tenants.find(id).orElseThrow(() -> unknown(id)));
    }

    @Needs(Scopes.OPERATOR)
    @PatchMapping("/{id}")
    TenantView change(Caller caller, @PathVariable("id") String id, JsonBody body) {
        var change = body.read(TenantFields::change);
        var changed = tenants.change(id, change, caller).orElseThrow(() -> unknown(id));
        if (change.retention() != null) {
            retention.alignSoon(id);
        }
        return TenantView.of(changed);
    }

    private static ProblemException unknown(String id) {
        return ProblemType.NOT_FOUND.because("There is no tenant " + id + ".");
    }
}
