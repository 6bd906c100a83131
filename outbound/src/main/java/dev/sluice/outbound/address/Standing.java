package dev.sluice.outbound.address;

/// What the table says of an address.
public sealed interface Standing {
    /// An ordinary host of the public internet.
    record Global() implements Standing {}

    /// In a range that the operator opened: http and every port are allowed, too.
    record Opened() implements Standing {}

    /// @param name of the range that it lies in; for whoever wrote the address, never for one whose
    ///     name merely led there
    record Refused(String name) implements Standing {}
}
