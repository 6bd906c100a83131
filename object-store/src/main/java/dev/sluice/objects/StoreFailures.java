package dev.sluice.objects;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Turns what the SDK throws into what the store said.
final class StoreFailures {
    private static final Set<String> TRANSIENT_CODES =
            Set.of(
                    "RequestTimeout",
                    "SlowDown",
                    "SlowDownRead",
                    "SlowDownWrite",
                    "InternalError",
                    "ServiceUnavailable",
                    "Throttling",
                    "ThrottlingException",
                    "RequestLimitExceeded",
                    "RequestThrottled",
                    "OperationAborted");

    /// What the embedded store and MinIO, Ceph and others say when they are full.
    private static final Set<String> FULL_CODES =
            Set.of("XMinioStorageFull", "QuotaExceeded", "InsufficientStorage");

    private static final int INSUFFICIENT_STORAGE = 507;

    /// When somebody may have made room.
    private static final int ROOM_SECONDS = 60;

    private StoreFailures() {}

    /// Strips the wrappers of futures and of the SDK, whose own message would hide the cause.
    static Throwable cause(Throwable thrown) {
        var cause = thrown;
        while ((cause instanceof CompletionException
                        || cause instanceof ExecutionException
                        || cause.getClass() == MinioException.class)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /// Whether the same call may succeed a moment later.
    static boolean passing(Throwable cause) {
        return switch (cause) {
            case ErrorResponseException full when isFull(full) -> false;
            case ErrorResponseException refused ->
                    refused.response().code() >= 500
                            || refused.response().code() == 429
                            || TRANSIENT_CODES.contains(refused.errorResponse().code());
            case ServerException failed -> failed.statusCode() >= 500 || failed.statusCode() == 429;
            // An answer that is not S3's comes from a proxy in between, mostly with 502 or 503.
            case InvalidResponseException _ -> true;
            default -> cause instanceof IOException;
        };
    }

    /// Room does not come by itself while somebody waits.
    private static boolean isFull(ErrorResponseException refused) {
        return refused.response().code() == INSUFFICIENT_STORAGE
                || FULL_CODES.contains(refused.errorResponse().code());
    }

    static boolean is(Throwable cause, String code) {
        return code.equals(code(cause));
    }

    private static @Nullable String code(Throwable cause) {
        return cause instanceof ErrorResponseException refused
                ? refused.errorResponse().code()
                : null;
    }

    static ProblemException problem(String action, Throwable cause) {
        if (cause instanceof ProblemException known) {
            return known;
        }
        var detail = "The object store could not " + action + ": " + words(cause) + ".";
        var problem = Problem.of(ProblemType.STORE_FAILED, detail);
        var full = cause instanceof ErrorResponseException refused && isFull(refused);
        return new ProblemException(full ? problem.withRetryAfter(ROOM_SECONDS) : problem, cause);
    }

    /// What the store said, without headers, URLs and signatures.
    private static String words(Throwable cause) {
        return switch (cause) {
            case ErrorResponseException full when isFull(full) -> "it has no space left";
            case ErrorResponseException refused -> {
                var error = refused.errorResponse();
                yield error.message() == null || error.message().isBlank()
                        ? "it answered " + error.code()
                        : "it answered " + error.code() + ", " + unpunctuated(error.message());
            }
            case ServerException failed -> "it answered with status " + failed.statusCode();
            case InvalidResponseException _ -> "its answer is not S3's";
            case SocketTimeoutException _ -> "it did not answer in time";
            case ConnectException _ -> "no connection can be made";
            case IOException broken -> "the connection broke (" + broken.getMessage() + ")";
            default -> cause.getClass().getSimpleName() + " " + cause.getMessage();
        };
    }

    private static String unpunctuated(String sentence) {
        var text = sentence.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
