package dev.sluice.outbound.address;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says of an address whether a request may go there: the special ranges, and the ranges that the
/// operator opened.
public final class AddressTable {
    /// The longest prefix first: the first row that holds an address is the one that counts.
    private static final List<SpecialRange> IPV4 = longestFirst(SpecialRanges.IPV4);

    private static final List<SpecialRange> IPV6 = longestFirst(SpecialRanges.IPV6);

    private final List<IpRange> opened;

    /// @param opened ranges in which the operator wants targets, whatever they are otherwise
    public AddressTable(List<IpRange> opened) {
        this.opened = List.copyOf(opened);
    }

    /// Judges an address and every address that it carries.
    public Standing of(IpAddress address) {
        var special = special(address);
        if (isOpened(address, special)) {
            return carriesOnlyAllowed(address)
                    ? new Standing.Opened()
                    : new Standing.Refused("A carrier of another address");
        }
        if (special.isPresent()) {
            return new Standing.Refused(special.get().name());
        }
        if (SpecialRanges.GLOBAL.stream().noneMatch(range -> range.contains(address))) {
            return new Standing.Refused("Not assigned for public use");
        }
        return carriesOnlyAllowed(address)
                ? new Standing.Global()
                : new Standing.Refused("A carrier of another address");
    }

    private boolean carriesOnlyAllowed(IpAddress address) {
        return Embedded.in(address).stream()
                .noneMatch(carried -> of(carried) instanceof Standing.Refused);
    }

    private boolean isOpened(IpAddress address, Optional<SpecialRange> special) {
        var exactly = special.filter(SpecialRange::metadata).isPresent();
        return opened.stream()
                .filter(range -> !exactly || range.prefix() == address.bits())
                .anyMatch(range -> range.contains(address));
    }

    private static Optional<SpecialRange> special(IpAddress address) {
        for (var row : address.isV6() ? IPV6 : IPV4) {
            if (row.range().contains(address)) {
                return Optional.of(row);
            }
        }
        return Optional.empty();
    }

    private static List<SpecialRange> longestFirst(List<SpecialRange> rows) {
        return rows.stream()
                .sorted(Comparator.comparingInt((SpecialRange row) -> -row.range().prefix()))
                .toList();
    }
}
