package dev.sluice.sources.address;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Judges the address that a connection goes to, not the name that was written: a name can point
/// anywhere by the time it is used.
///
/// @param allowedRanges CIDR networks; empty for any address
/// @param forbidden servers of the product itself
public record AddressPolicy(List<String> allowedRanges, List<ForbiddenEndpoint> forbidden) {

    /// @return why this address is refused; empty where it is allowed
    public Optional<String> refusal(InetAddress address, int port, String database) {
        if (!allowedRanges.isEmpty()
                && allowedRanges.stream()
                        .map(AddressRange::parse)
                        .noneMatch(r -> r.contains(address))) {
            return Optional.of(
                    "The address is outside the networks that SLUICE_SOURCE_ALLOWED_RANGES allows.");
        }
        if (forbidden.stream().anyMatch(f -> isSame(f, address, port, database))) {
            return Optional.of("This address belongs to Sluice itself and cannot be a source.");
        }
        return Optional.empty();
    }

    private static boolean isSame(
            ForbiddenEndpoint endpoint, InetAddress address, int port, String database) {
        return endpoint.port() == port
                && (endpoint.database() == null || endpoint.database().equals(database))
                && pointsTo(endpoint.host(), address);
    }

    /// A server on this machine answers on every address of the machine, so those count as one.
    private static boolean pointsTo(String host, InetAddress address) {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .anyMatch(own -> own.equals(address) || (isLocal(own) && isLocal(address)));
        } catch (UnknownHostException nobodyThere) {
            return false;
        }
    }

    private static boolean isLocal(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || address.isAnyLocalAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException unreadable) {
            return false;
        }
    }
}
