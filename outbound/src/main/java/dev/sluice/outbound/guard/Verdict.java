package dev.sluice.outbound.guard;

import dev.sluice.outbound.target.Refusal;
import dev.sluice.outbound.target.Rule;
import dev.sluice.outbound.target.Target;
import java.net.InetAddress;
import java.util.List;

/// What the guard says of a target.
public sealed interface Verdict {
    /// A request may go there now.
    ///
    /// @param target whose canonical URL is what to keep
    /// @param addresses every one of them judged; at least one, and the only ones to connect to
    record Allowed(Target target, List<InetAddress> addresses) implements Verdict {
        public Allowed {
            addresses = List.copyOf(addresses);
        }
    }

    /// The target's name has no address now, and is judged when it has.
    ///
    /// @param detail a sentence for the one who named the target
    record Unresolved(Target target, String detail) implements Verdict {}

    /// No request goes there.
    ///
    /// @param detail a sentence for the one who named the target, which says what to change; addresses
    ///     that a name leads to are not in it
    record Forbidden(Rule rule, String detail) implements Verdict {
        static Forbidden of(Refusal refusal) {
            return new Forbidden(refusal.rule(), refusal.detail());
        }
    }
}
