package dev.sluice.gateway.status;

import dev.sluice.gateway.web.Fields;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.bulk.BulkOrder;
import dev.sluice.jobstore.lifecycle.JobFilter;
import dev.sluice.model.request.BulkActionRequest;
import dev.sluice.model.request.BulkActionRequest.Action;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The body of `POST /v1/jobs/actions`.
///
/// @param dryRun whether only to count
record BulkOrders(BulkOrder order, boolean dryRun) {
    private static final List<String> ACTIONS = List.of("cancel", "retry", "delete");
    private static final JobFilter NOTHING_READ =
            new JobFilter("", List.of(), List.of(), null, null, null, null);

    static BulkOrders read(Caller caller, Fields fields) {
        var action = fields.word("action", ACTIONS);
        if (!fields.has("action")) {
            fields.wrong("action", "is required");
        }
        var dryRun = Boolean.TRUE.equals(fields.flag("dry_run"));
        var query = fields.query("filter");
        Map<String, String> sent = Map.of();
        var filter = NOTHING_READ;
        if (query != null) {
            filter = JobFilters.read(caller, query);
            query.refuseUnknown();
            sent = query.sent();
        }
        var known =
                action == null ? Action.CANCEL : Action.valueOf(action.toUpperCase(Locale.ROOT));
        return new BulkOrders(
                new BulkOrder(
                        caller.tenant(),
                        caller.keyId(),
                        new BulkActionRequest(known, sent),
                        filter),
                dryRun);
    }
}
