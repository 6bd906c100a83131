package dev.sluice.outbound.http;

import dev.sluice.outbound.target.Host;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.StandardConstants;

/// The name that a receiver's certificate must have.
///
/// Java takes no underscore in it, neither for SNI nor in the check, though such hosts are in use,
/// under a wildcard: an issuer cannot sign them by name. For these, SNI is given as bytes, and in the
/// check a label that nobody can have a certificate for stands in their place, which only the same
/// wildcard matches.
///
/// @param checked what Java compares with the certificate: a name, or an address without brackets
/// @param sent for SNI where Java cannot derive it from `checked`; empty otherwise
record ServerName(String checked, List<SNIServerName> sent) {
    static ServerName of(Host host) {
        return switch (host) {
            case Host.Literal literal -> new ServerName(literal.address().toString(), List.of());
            case Host.Name name -> of(name.text());
        };
    }

    private static ServerName of(String name) {
        var dot = name.indexOf('.');
        if (name.indexOf('_') < 0 || dot < 0) {
            return new ServerName(name, List.of());
        }
        var nobody = UUID.randomUUID().toString();
        return new ServerName(nobody + name.substring(dot), List.of(new HostBytes(name)));
    }

    void applyTo(SSLParameters parameters) {
        if (!sent.isEmpty()) {
            parameters.setServerNames(sent);
        }
    }

    private static final class HostBytes extends SNIServerName {
        HostBytes(String name) {
            super(StandardConstants.SNI_HOST_NAME, name.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
