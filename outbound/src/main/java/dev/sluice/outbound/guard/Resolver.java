package dev.sluice.outbound.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;

/// Finds the addresses of a name, once for each call.
public interface Resolver {
    /// @param name lower case ASCII, never an address
    /// @param within how long the caller waits
    /// @return every address that the name has now
    /// @throws UnknownHostException when there is none, or none was told in time
    List<InetAddress> resolve(String name, Duration within) throws UnknownHostException;
}
