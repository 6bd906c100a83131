package dev.sluice.outbound.guard;

import dev.sluice.outbound.address.AddressTable;
import dev.sluice.outbound.address.IpAddress;
import dev.sluice.outbound.address.Standing;
import dev.sluice.outbound.target.Host;
import dev.sluice.outbound.target.Refusal;
import dev.sluice.outbound.target.Rule;
import dev.sluice.outbound.target.Target;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Judges where a request may go: the URL, then every address that its host has.
///
/// Judge when a target is registered, and again before each connection, and connect only to the
/// addresses of that verdict: what a name leads to changes.
public final class AddressGuard {
    /// How long a look-up may take, whatever else there is time for.
    private static final Duration LOOKUP = Duration.ofSeconds(5);

    private static final Refusal NOT_PUBLIC =
            new Refusal(
                    Rule.ADDRESS,
                    "The URL's host does not lead to public addresses only; use a host whose every"
                            + " address is public.");

    private enum Occasion {
        REGISTRATION,
        DELIVERY
    }

    private final TargetRules rules;
    private final AddressTable table;
    private final boolean nothingOpened;
    private final Resolver resolver;

    public AddressGuard(OutboundRules rules, Resolver resolver) {
        this.rules = new TargetRules(rules);
        this.table = new AddressTable(rules.opened());
        this.nothingOpened = rules.opened().isEmpty();
        this.resolver = resolver;
    }

    /// Judges a target that somebody names. A public target whose name does not resolve is
    /// [Verdict.Unresolved] and may be kept; one that is only allowed in a range that the operator
    /// opened (http, another port, an internal name) must lead there now.
    public Verdict atRegistration(String url) {
        return atRegistration(url, LOOKUP);
    }

    /// The same for somebody in a hurry: a name that is not looked up in time is [Verdict.Unresolved].
    public Verdict atRegistration(String url, Duration within) {
        return judge(url, within, Occasion.REGISTRATION);
    }

    /// Judges a target to which a request goes now.
    ///
    /// @param within how much time there is for it
    public Verdict atDelivery(String url, Duration within) {
        return judge(url, within, Occasion.DELIVERY);
    }

    /// The addresses of a host for a client that connects by itself: all judged as those of the target
    /// are, whose scheme and port are used. For another library's hook for names; such libraries ask it
    /// for names alone, so a target whose host is an address is judged by
    /// [#atDelivery(String, Duration)] first.
    ///
    /// @throws UnknownHostException when the host is refused or has no address
    public List<InetAddress> lookup(Target target, String host) throws UnknownHostException {
        var text = host.indexOf(':') < 0 ? host : "[" + host + "]";
        var url = target.scheme().text() + "://" + text + ":" + target.port() + "/";
        return switch (atDelivery(url, LOOKUP)) {
            case Verdict.Allowed allowed -> allowed.addresses();
            case Verdict.Unresolved unresolved -> throw new UnknownHostException(host);
            case Verdict.Forbidden forbidden -> throw new UnknownHostException(forbidden.detail());
        };
    }

    /// Whether a connection to the target may stay at this address; the last look, at the socket.
    public boolean allows(Target target, InetAddress address) {
        return refusal(List.of(address), rules.outsideOfOpened(target), NOT_PUBLIC).isEmpty();
    }

    private Verdict judge(String url, Duration within, Occasion occasion) {
        return switch (Target.read(url)) {
            case Refusal refusal -> Verdict.Forbidden.of(refusal);
            case Target target -> judge(target, within, occasion);
        };
    }

    private Verdict judge(Target target, Duration within, Occasion occasion) {
        var always = rules.always(target);
        if (always.isPresent()) {
            return Verdict.Forbidden.of(always.get());
        }
        var outside = rules.outsideOfOpened(target);
        if (nothingOpened && outside.isPresent()) {
            return Verdict.Forbidden.of(outside.get());
        }
        return switch (target.host()) {
            case Host.Literal literal -> judgeLiteral(target, literal.address(), outside);
            case Host.Name name -> {
                var addresses = addresses(name.text(), within);
                if (addresses.isEmpty()) {
                    yield occasion == Occasion.REGISTRATION && outside.isPresent()
                            ? Verdict.Forbidden.of(outside.get())
                            : unresolved(target, name);
                }
                yield verdict(target, addresses, refusal(addresses, outside, NOT_PUBLIC));
            }
        };
    }

    private Verdict judgeLiteral(Target target, IpAddress address, Optional<Refusal> outside) {
        var addresses = List.of(address.toInetAddress());
        var notPublic =
                new Refusal(
                        Rule.ADDRESS,
                        target.host().text()
                                + " is not a public address"
                                + (table.of(address) instanceof Standing.Refused refused
                                        ? " (" + refused.name() + ")"
                                        : "")
                                + "; use a public one.");
        return verdict(target, addresses, refusalOf(List.of(address), outside, notPublic));
    }

    private static Verdict verdict(
            Target target, List<InetAddress> addresses, Optional<Refusal> refusal) {
        return refusal.<Verdict>map(Verdict.Forbidden::of)
                .orElseGet(() -> new Verdict.Allowed(target, addresses));
    }

    private static Verdict unresolved(Target target, Host.Name name) {
        return new Verdict.Unresolved(
                target, "The name " + name.text() + " has no address; check its DNS entry.");
    }

    private List<InetAddress> addresses(String name, Duration within) {
        try {
            return resolver.resolve(name, within.compareTo(LOOKUP) < 0 ? within : LOOKUP);
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private Optional<Refusal> refusal(
            List<InetAddress> addresses, Optional<Refusal> outside, Refusal notPublic) {
        var plain = addresses.stream().map(IpAddress::of).toList();
        return plain.stream().anyMatch(Optional::isEmpty)
                ? Optional.of(notPublic)
                : refusalOf(plain.stream().flatMap(Optional::stream).toList(), outside, notPublic);
    }

    private Optional<Refusal> refusalOf(
            List<IpAddress> addresses, Optional<Refusal> outside, Refusal notPublic) {
        var standings = addresses.stream().map(table::of).toList();
        if (standings.stream().anyMatch(Standing.Refused.class::isInstance)) {
            return Optional.of(notPublic);
        }
        return standings.stream().allMatch(Standing.Opened.class::isInstance)
                ? Optional.empty()
                : outside;
    }
}
