package dev.sluice.sources.postgresql;

import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.sources.SourceUrl;
import dev.sluice.sources.address.AddressPolicy;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/// Says at registration, before anything connects, that an address is refused. Sockets judge again.
final class AddressCheck {
    private AddressCheck() {}

    static void requireAllowed(AddressPolicy policy, SourceUrl url) {
        for (var host : url.hosts()) {
            for (var address : resolve(host.name())) {
                policy.refusal(address, host.port(), url.database())
                        .ifPresent(reason -> {
                            throw refused(reason);
                        });
            }
        }
    }

    /// A name that does not resolve is the connection's error to report.
    private static List<InetAddress> resolve(String host) {
        try {
            return List.of(InetAddress.getAllByName(host));
        } catch (UnknownHostException e) {
            return List.of();
        }
    }

    private static ProblemException refused(String reason) {
        return Problem.of(ProblemType.VALIDATION_FAILED, reason)
                .withErrors(List.of(new FieldError("/url", reason)))
                .toException();
    }
}
