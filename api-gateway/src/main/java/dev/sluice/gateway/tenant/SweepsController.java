package dev.sluice.gateway.tenant;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.Query;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.retention.SweepReport;
import dev.sluice.jobstore.retention.SweepReports;
import dev.sluice.jobstore.retention.Sweeps;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What the sweeps removed, and whether anything has outlived its time.
@RestController
@RequestMapping(path = "/v1/sweeps", produces = MediaType.APPLICATION_JSON_VALUE)
final class SweepsController {
    private final Sweeps sweeps;
    private final SweepReports reports;

    SweepsController(Sweeps sweeps, SweepReports reports) {
        this.sweeps = sweeps;
        this.reports = reports;
    }

    @Needs(Scopes.OPERATOR)
    @GetMapping
    SweepPage list(HttpServletRequest request) {
        var query = new Query(request);
        var sweep = query.text("sweep");
        var limit = query.limit();
        var cursor = query.text("cursor");
        query.end();
        if (sweep != null && !sweeps.names().contains(sweep)) {
            throw Problem.of(ProblemType.VALIDATION_FAILED, "There is no sweep " + sweep + ".")
                    .withErrors(
                            List.of(
                                    new FieldError(
                                            "sweep",
                                            "must be one of " + String.join(", ", sweeps.names()))))
                    .toException();
        }
        var history = reports.list(sweep, limit, cursor);
        return new SweepPage(
                reports.newest(sweep == null ? sweeps.names() : List.of(sweep)),
                history.items(),
                history.nextCursor());
    }

    /// @param latest the newest report of each sweep
    /// @param items all reports, newest first
    record SweepPage(
            List<SweepReport> latest, List<SweepReport> items, @Nullable String nextCursor) {}
}
