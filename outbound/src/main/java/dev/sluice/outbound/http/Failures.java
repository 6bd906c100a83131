package dev.sluice.outbound.http;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
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

    private static String tlsDetail(Throwable error) {
        for (var cause = error; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case CertificateExpiredException old -> {
                    return "The receiver's certificate has expired.";
                }
                case CertPathBuilderException unknown -> {
                    return "The receiver's certificate is from an issuer that is not trusted.";
                }
                case CertPathValidatorException invalid -> {
                    return "The receiver's certificate is not valid.";
                }
                case CertificateException other when other.getCause() == null -> {
                    return "The receiver's certificate is not for this host.";
                }
                default -> {}
            }
        }
        return "The receiver did not agree on TLS 1.2 or newer.";
    }
}
