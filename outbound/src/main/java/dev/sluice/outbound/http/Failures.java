package dev.sluice.outbound.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;

/// Errors of sockets, TLS and HTTP in words for the one who named the target.
final class Failures {
    private Failures() {}

    static Outcome outcome(Exception error, boolean outOfTime, Duration took) {
        if (outOfTime) {
            return new Outcome.TimedOut("The receiver did not answer in time.", took);
        }
        return switch (error) {
            case TlsFailedException tls -> new Outcome.TlsFailed(tlsDetail(tls), took);
            case SocketTimeoutException late ->
                    new Outcome.TimedOut("No connection came about in time.", took);
            case ConnectException refused ->
                    new Outcome.NoConnection("The receiver refused the connection.", took);
            case NoRouteToHostException away ->
                    new Outcome.NoConnection("There is no way to the receiver's address.", took);
            case MessageConstraintException large ->
                    new Outcome.BadAnswer("The answer's headers are too large.", took);
            case HttpException wrong -> new Outcome.BadAnswer("The answer is not HTTP/1.1.", took);
            default -> new Outcome.NoConnection("The receiver closed the connection early.", took);
        };
    }

    /// What the first of the causes that says anything says; Java wraps some of them in others.
    private static String tlsDetail(Throwable error) {
        var causes = Stream.iterate(error, Objects::nonNull, Throwable::getCause).toList();
        return causes.reversed().stream()
                .map(Failures::certificateDetail)
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(
                        "There was no TLS connection: the receiver speaks no TLS, or none of"
                                + " version 1.2 or newer.");
    }

    private static Optional<String> certificateDetail(Throwable cause) {
        return Optional.ofNullable(
                switch (cause) {
                    case CertificateExpiredException old ->
                            "The receiver's certificate has expired.";
                    case CertificateNotYetValidException early ->
                            "The receiver's certificate is not valid yet.";
                    case CertPathBuilderException unknown ->
                            "The receiver's certificate is from an issuer that is not trusted.";
                    case CertPathValidatorException invalid ->
                            "The receiver's certificate is not valid.";
                    case CertificateException other ->
                            "The receiver's certificate is not for this host.";
                    default -> null;
                });
    }
}
