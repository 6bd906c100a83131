package dev.sluice.gateway.tenant;

import dev.sluice.gateway.access.Callers;
import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.web.Items;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.NewKey;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.access.Tenants;
import dev.sluice.jobstore.lifecycle.Page;
import dev.sluice.jobstore.submission.StoredAnswer;
import dev.sluice.model.Json;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
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

/// Making and revoking API keys.
@RestController
@RequestMapping(path = "/v1/keys", produces = MediaType.APPLICATION_JSON_VALUE)
final class KeysController {
    private final ApiKeys keys;
    private final Tenants tenants;
    private final Acceptance acceptance;

    KeysController(ApiKeys keys, Tenants tenants, Acceptance acceptance) {
        this.keys = keys;
        this.tenants = tenants;
        this.acceptance = acceptance;
    }

    @Needs(Scopes.TENANT_ADMIN)
    @GetMapping
    Items<KeyView> list(Caller caller, HttpServletRequest request) {
        var query = new Query(request);
        var tenant = Callers.listed(caller, query.text("tenant"));
        var limit = query.limit();
        var cursor = query.text("cursor");
        query.end();
        var page = keys.list(tenant, limit, cursor);
        return Items.of(
                new Page<>(page.items().stream().map(KeyView::of).toList(), page.nextCursor()));
    }

    /// What the caller may grant is judged before an answer is replayed: the stored answer holds the text
    /// of a key, which another key of the tenant with fewer scopes must not read.
    @Needs(Scopes.TENANT_ADMIN)
    @PostMapping
    ResponseEntity<byte[]> create(Caller caller, JsonBody body, HttpServletRequest request) {
        var wanted = body.read(KeyRequest::read);
        wanted.requireGrantable(caller);
        var key = new NewKey(tenant(caller, wanted), wanted.name(), Set.copyOf(wanted.scopes()));
        var answer = acceptance.once(caller, request, body, () -> () -> created(caller, key));
        return Acceptance.answer(answer);
    }

    private String tenant(Caller caller, KeyRequest wanted) {
        var named = wanted.tenant();
        if (named == null) {
            return caller.tenant();
        }
        return tenants.resolve(Callers.reach(caller), named)
                .orElseThrow(
                        () -> ProblemType.NOT_FOUND.because("There is no tenant " + named + "."));
    }

    private StoredAnswer created(Caller caller, NewKey wanted) {
        var key = KeyView.of(keys.issue(wanted, caller));
        return new StoredAnswer(
                HttpStatus.CREATED.value(),
                "/v1/keys/" + key.id(),
                Json.write(key).getBytes(StandardCharsets.UTF_8),
                false);
    }

    /// Also the key that asks for it: whoever rotates keys ends with the old one.
    @Needs(Scopes.TENANT_ADMIN)
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Caller caller, @PathVariable("id") String id) {
        if (!keys.revoke(Callers.reach(caller), id, caller)) {
            throw ProblemType.NOT_FOUND.because("There is no key " + id + ".");
        }
    }
}
