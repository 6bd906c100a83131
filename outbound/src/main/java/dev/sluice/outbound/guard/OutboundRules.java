package dev.sluice.outbound.guard;

import dev.sluice.outbound.address.IpRange;
import dev.sluice.outbound.target.Refusal;
import dev.sluice.outbound.target.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What the operator decides about targets.
///
/// @param ports on which https targets may listen
/// @param opened ranges in which http, every port and internal names are allowed, too
/// @param own the URLs by which the product itself is known; they are no targets
public record OutboundRules(Set<Integer> ports, List<IpRange> opened, List<Target> own) {
    /// What holds where nothing is set.
    public static final OutboundRules DEFAULT =
            new OutboundRules(Set.of(443, 8443), List.of(), List.of());

    public OutboundRules {
        ports = Set.copyOf(ports);
        opened = List.copyOf(opened);
        own = List.copyOf(own);
    }

    /// Reads settings as an operator writes them.
    ///
    /// @param ports separated by commas, such as `443,8443`
    /// @param ranges CIDR separated by commas; may be empty
    /// @param own URLs by which the product is known; empty texts are left out
    /// @throws IllegalArgumentException with a sentence that says what to write instead
    public static OutboundRules parse(String ports, String ranges, List<String> own) {
        var targets = new ArrayList<Target>();
        for (var url : own) {
            if (!url.isBlank()) {
                targets.add(ownTarget(url.strip()));
            }
        }
        return new OutboundRules(parsePorts(ports), IpRange.parseAll(ranges), targets);
    }

    private static Set<Integer> parsePorts(String text) {
        var ports = new LinkedHashSet<Integer>();
        for (var part : text.split("[,\\s]+", -1)) {
            if (part.isEmpty()) {
                continue;
            }
            if (!part.matches("[1-9][0-9]{0,4}") || Integer.parseInt(part) > 65535) {
                throw new IllegalArgumentException(
                        part + " is not a port; write numbers from 1 to 65535, as 443,8443");
            }
            ports.add(Integer.parseInt(part));
        }
        return ports;
    }

    private static Target ownTarget(String url) {
        return switch (Target.read(url)) {
            case Target target -> target;
            case Refusal refusal ->
                    throw new IllegalArgumentException(
                            url + " is not a URL of this service: " + refusal.detail());
        };
    }
}
