package dev.sluice.outbound.target;

import dev.sluice.outbound.address.IpAddress;

/// Whom a URL names.
public sealed interface Host {
    /// As it is written in a URL and in a `Host` header.
    String text();

    /// A name of at least one label: lower case ASCII, no dot at the end, no number.
    ///
    /// @param internal whether the name has a meaning only inside somebody's network, as a single label
    ///     and `.internal` have
    record Name(String text, boolean internal) implements Host {}

    /// An address in canonical text.
    record Literal(IpAddress address) implements Host {
        @Override
        public String text() {
            return address.isV6() ? "[" + address + "]" : address.toString();
        }
    }
}
