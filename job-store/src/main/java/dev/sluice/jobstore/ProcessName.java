package dev.sluice.jobstore;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HexFormat;

/// What this process calls itself in leases: host, pid and a random part, because a restarted container
/// has the same host and pid.
final class ProcessName {
    private ProcessName() {}

    static String make() {
        var random = new byte[4];
        new SecureRandom().nextBytes(random);
        return host()
                + "-"
                + ProcessHandle.current().pid()
                + "-"
                + HexFormat.of().formatHex(random);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
