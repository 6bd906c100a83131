package dev.sluice.gateway.problem;

import dev.sluice.jobstore.JobDatabaseAway;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.ErrorResponse;

/// Turns whatever was thrown into a problem that a client may see. Nothing of an unexpected exception
/// reaches the client: it is logged under a number that the client is told.
public final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /// What a client waits before it tries again when the job database is away.
    private static final int PAUSE_SECONDS = 2;

    /// And when its disk is full, which takes a person.
    private static final int FULL_PAUSE_SECONDS = 30;

    private Problems() {}

    public static Problem of(Throwable thrown) {
        return switch (thrown) {
            case ProblemException e -> atTheEdge(e.problem());
            case ErrorResponse e -> ofStatus(e.getStatusCode().value());
            case InvalidParameterException _ ->
                    Problem.of(
                            ProblemType.VALIDATION_FAILED,
                            "The query string is not valid percent-encoded UTF-8, or has too many parameters.");
            case ClientAbortException _ -> ofStatus(400);
            default -> {
                var outage = outage(thrown);
                if (outage != null) {
                    LOG.warn("{}", outage.getMessage());
                    yield outage.isFull() ? full() : unavailable();
                }
                yield unexpected(thrown);
            }
        };
    }

    /// For a status that a container or framework chose by itself.
    public static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "Send an API key.");
            case 404 -> Problem.of(ProblemType.NOT_FOUND, "There is nothing at this address.");
            case 405 ->
                    Problem.of(
                            ProblemType.METHOD_NOT_ALLOWED,
                            "This address exists, but not for this method; see the Allow header.");
            case 406 ->
                    Problem.of(
                            ProblemType.NOT_ACCEPTABLE,
                            "None of the media types in Accept is available here.");
            case 408 ->
                    Problem.of(
                            ProblemType.REQUEST_TIMEOUT,
                            "The request did not arrive in time; send it again.");
            case 414 ->
                    Problem.of(
                            ProblemType.URI_TOO_LONG, "The address is longer than is read here.");
            case 431 ->
                    Problem.of(
                            ProblemType.HEADERS_TOO_LARGE,
                            "The headers are more, or larger, than is read here.");
            case 413 -> Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "The request is too large.");
            case 415 ->
                    Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "Send the body as application/json.");
            case 503 -> unavailable();
            default -> status < 500 ? malformed(status) : withStatus(internal(), status);
        };
    }

    public static Problem unavailable() {
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "Sluice cannot reach its job database just now. Try again; with the same Idempotency-Key nothing is done twice.")
                .withRetryAfter(PAUSE_SECONDS);
    }

    private static Problem full() {
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "The job database has no space left; nothing was accepted. Whoever runs Sluice has to make room.")
                .withRetryAfter(FULL_PAUSE_SECONDS);
    }

    private static Problem malformed(int status) {
        return withStatus(
                Problem.of(
                        ProblemType.MALFORMED_JSON,
                        "The request is not valid HTTP as this server reads it."),
                status);
    }

    private static Problem internal() {
        return Problem.of(ProblemType.INTERNAL_ERROR, "Something failed on our side; try again.");
    }

    private static Problem unexpected(Throwable thrown) {
        var number = Long.toHexString(System.nanoTime());
        LOG.error("Unexpected failure {}", number, thrown);
        return Problem.of(
                ProblemType.INTERNAL_ERROR,
                "Something failed on our side. It is in the server's log as " + number + ".");
    }

    /// Codes that only jobs carry become the nearest one of a direct answer.
    private static Problem atTheEdge(Problem problem) {
        if (is(problem, ProblemType.SOURCE_FAILED) || is(problem, ProblemType.TIMED_OUT)) {
            return Problem.of(ProblemType.SOURCE_UNREACHABLE, problem.detail())
                    .withSqlState(problem.sqlstate(), null);
        }
        if (is(problem, ProblemType.STORE_FAILED)) {
            return Problem.of(ProblemType.UNAVAILABLE, problem.detail())
                    .withRetryAfter(PAUSE_SECONDS);
        }
        if (is(problem, ProblemType.WORKER_LOST)) {
            return Problem.of(ProblemType.WORKER_UNAVAILABLE, problem.detail())
                    .withRetryAfter(PAUSE_SECONDS);
        }
        var patient = problem.status() == 503 || problem.status() == 429;
        return patient && problem.retryAfterSeconds() == null
                ? problem.withRetryAfter(PAUSE_SECONDS)
                : problem;
    }

    private static boolean is(Problem problem, ProblemType type) {
        return problem.code().equals(type.code());
    }

    private static @Nullable JobDatabaseAway outage(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof JobDatabaseAway away) {
                return away;
            }
        }
        return null;
    }

    private static Problem withStatus(Problem problem, int status) {
        return new Problem(
                problem.type(),
                problem.title(),
                status,
                problem.detail(),
                problem.code(),
                problem.problemClass(),
                problem.retryable(),
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
