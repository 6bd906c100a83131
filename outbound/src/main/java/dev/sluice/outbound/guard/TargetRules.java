package dev.sluice.outbound.guard;

import dev.sluice.outbound.target.Host;
import dev.sluice.outbound.target.Refusal;
import dev.sluice.outbound.target.Rule;
import dev.sluice.outbound.target.Scheme;
import dev.sluice.outbound.target.Target;
import java.util.Optional;
import java.util.TreeSet;

/// What a target's text alone tells, before anything is resolved.
final class TargetRules {
    private static final Refusal OWN =
            new Refusal(
                    Rule.OWN, "The URL leads back to this service; name a receiver of your own.");

    private final OutboundRules rules;

    TargetRules(OutboundRules rules) {
        this.rules = rules;
    }

    /// Why the target is refused wherever it leads; empty for most.
    Optional<Refusal> always(Target target) {
        return rules.own().stream()
                        .anyMatch(own -> sameHost(own, target) && own.port() == target.port())
                ? Optional.of(OWN)
                : Optional.empty();
    }

    /// Why the target is refused unless every one of its addresses lies in a range that the operator
    /// opened; empty for a target of the public internet.
    Optional<Refusal> outsideOfOpened(Target target) {
        if (target.scheme() != Scheme.HTTPS) {
            return Optional.of(
                    new Refusal(
                            Rule.SCHEME,
                            "The URL does not begin with https://; use an https URL."));
        }
        if (!rules.ports().contains(target.port())) {
            return Optional.of(
                    new Refusal(
                            Rule.PORT,
                            "Port "
                                    + target.port()
                                    + " is not allowed; use one of "
                                    + new TreeSet<>(rules.ports())
                                    + "."));
        }
        if (target.host() instanceof Host.Name name && name.internal()) {
            return Optional.of(
                    new Refusal(
                            Rule.HOST,
                            name.text()
                                    + " is a name of somebody's own network; use a public host"
                                    + " name."));
        }
        return rules.own().stream().anyMatch(own -> sameHost(own, target))
                ? Optional.of(OWN)
                : Optional.empty();
    }

    private static boolean sameHost(Target own, Target target) {
        return own.host().text().equals(target.host().text());
    }
}
