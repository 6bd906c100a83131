package dev.sluice.gateway.status;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.bulk.BulkActions;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// One action on every job of a filter.
@RestController
@RequestMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class BulkController {
    private final BulkActions actions;
    private final Acceptance acceptance;

    BulkController(BulkActions actions, Acceptance acceptance) {
        this.actions = actions;
        this.acceptance = acceptance;
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/actions")
    ResponseEntity<?> act(Caller caller, JsonBody body, HttpServletRequest request) {
        var wanted = body.read(fields -> BulkOrders.read(caller, fields));
        var order = wanted.order();
        if (wanted.dryRun()) {
            return ResponseEntity.ok(
                    new Matched(actions.matched(order.request().action(), order.filter())));
        }
        return Acceptance.answer(
                acceptance.once(
                        caller,
                        request,
                        body,
                        () -> () -> Acceptance.accepted(actions.submit(order))));
    }

    private record Matched(long matched) {}
}
