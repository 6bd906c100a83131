package dev.sluice.gateway.reach;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.outbound.guard.AddressGuard;
import dev.sluice.outbound.guard.Verdict;
import java.time.Duration;
import java.util.List;

/// Judges the URLs that webhooks are to go to, when they are named. Each attempt judges its URL again.
public final class WebhookTargets {
    private final AddressGuard guard;

    public WebhookTargets(AddressGuard guard) {
        this.guard = guard;
    }

    /// May take seconds where a name server is slow.
    ///
    /// @param pointer to the field that has the URL
    /// @throws dev.sluice.model.problem.ProblemException as below
    public Target judge(String pointer, String url) {
        return target(pointer, guard.atRegistration(url));
    }

    /// @param within how long a name is looked up; past it, it counts as one that has no address
    /// @throws dev.sluice.model.problem.ProblemException `webhook_target_forbidden`, which does not tell
    ///     where a name leads to
    public Target judge(String pointer, String url, Duration within) {
        return target(pointer, guard.atRegistration(url, within));
    }

    private static Target target(String pointer, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Allowed allowed -> new Target(allowed.target().url(), true);
            case Verdict.Unresolved unresolved -> new Target(unresolved.target().url(), false);
            case Verdict.Forbidden forbidden ->
                    throw Problem.of(ProblemType.WEBHOOK_TARGET_FORBIDDEN, forbidden.detail())
                            .withErrors(List.of(new FieldError(pointer, forbidden.detail())))
                            .toException();
        };
    }

    /// @param url canonical: what to store
    /// @param resolved whether its name has an address now
    public record Target(String url, boolean resolved) {}
}
