package dev.sluice.model.problem;

import static dev.sluice.model.problem.ProblemClass.DATA;
import static dev.sluice.model.problem.ProblemClass.INPUT;
import static dev.sluice.model.problem.ProblemClass.MODEL;
import static dev.sluice.model.problem.ProblemClass.PERMISSION;
import static dev.sluice.model.problem.ProblemClass.PLATFORM;
import static dev.sluice.model.problem.ProblemClass.QUOTA;

import java.util.Locale;

/// Every error that Sluice names, with its HTTP status, class, and whether the same request may
/// succeed later. `/problems/<slug>` is a page in the docs.
public enum ProblemType {
    MALFORMED_JSON(400, INPUT, false, "The body is not valid JSON"),
    UNAUTHENTICATED(401, PERMISSION, false, "No valid API key"),
    MISSING_SCOPE(403, PERMISSION, false, "The key lacks a scope"),
    NOT_FOUND(404, INPUT, false, "Not found"),
    METHOD_NOT_ALLOWED(405, INPUT, false, "Method not allowed"),
    NOT_ACCEPTABLE(406, INPUT, false, "Not acceptable"),
    REQUEST_TIMEOUT(408, INPUT, true, "The request took too long to arrive"),
    JOB_NOT_FINISHED(409, INPUT, true, "The job has not finished"),
    JOB_FINISHED(409, INPUT, false, "The job has finished"),
    JOB_NOT_SUCCEEDED(409, INPUT, false, "The job did not succeed"),
    WRONG_STATE(409, INPUT, false, "The job's state does not allow this"),
    WRONG_JOB_TYPE(409, INPUT, false, "The job's type does not have this"),
    SOURCE_EXISTS(409, INPUT, false, "The source exists already"),
    IDEMPOTENCY_IN_PROGRESS(409, INPUT, true, "The first request is still running"),
    RESULT_EXPIRED(410, INPUT, false, "The result has expired"),
    FILES_EXPIRED(410, INPUT, false, "The files have expired"),
    PAYLOAD_TOO_LARGE(413, INPUT, false, "The body is too large"),
    URI_TOO_LONG(414, INPUT, false, "The address is too long"),
    UNSUPPORTED_MEDIA_TYPE(415, INPUT, false, "Unsupported media type"),
    VALIDATION_FAILED(422, INPUT, false, "The request has wrong values"),
    UNSAFE_SQL(422, INPUT, false, "The SQL is refused"),
    INVALID_SQL(422, INPUT, false, "The SQL is not valid"),
    UNKNOWN_SOURCE(422, INPUT, false, "Unknown source"),
    NO_SOURCE(422, INPUT, false, "No source is registered"),
    UNKNOWN_TABLE(422, INPUT, false, "Unknown table"),
    UNKNOWN_COLUMN(422, INPUT, false, "Unknown column"),
    SOURCE_UNREACHABLE(422, DATA, true, "The source cannot be reached"),
    UNSUPPORTED(422, INPUT, false, "Not supported"),
    IDEMPOTENCY_KEY_REUSED(422, INPUT, false, "The idempotency key was used with another body"),
    WEBHOOK_TARGET_FORBIDDEN(422, INPUT, false, "The webhook target is not allowed"),
    HEADERS_TOO_LARGE(431, INPUT, false, "The headers are too large"),
    RATE_LIMITED(429, QUOTA, true, "Too many requests"),
    QUOTA_EXCEEDED(429, QUOTA, true, "Quota exceeded"),
    INTERNAL_ERROR(500, PLATFORM, true, "Internal error"),
    UNAVAILABLE(503, PLATFORM, true, "Temporarily unavailable"),
    WORKER_UNAVAILABLE(503, PLATFORM, true, "No worker answered in time"),

    QUESTION_NOT_ANSWERED(422, INPUT, false, "The question was not answered"),
    WORKER_LOST(503, PLATFORM, true, "The worker was lost"),
    MODEL_UNAVAILABLE(503, MODEL, true, "The model is unavailable"),
    MODEL_REFUSED(422, MODEL, false, "The model refused"),
    SOURCE_FAILED(503, DATA, true, "The source failed"),
    STORE_FAILED(503, PLATFORM, true, "The object store failed"),
    TIMED_OUT(504, DATA, true, "Timed out"),
    BUDGET_EXCEEDED(429, QUOTA, false, "Budget exceeded");

    private final int status;
    private final ProblemClass problemClass;
    private final boolean retryable;
    private final String title;

    ProblemType(int status, ProblemClass problemClass, boolean retryable, String title) {
        this.status = status;
        this.problemClass = problemClass;
        this.retryable = retryable;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public ProblemClass problemClass() {
        return problemClass;
    }

    /// Whether sending the same request again, later, can succeed.
    public boolean retryable() {
        return retryable;
    }

    public String title() {
        return title;
    }

    /// The word clients compare, such as `unsafe_sql`.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The page that explains it, such as `/problems/unsafe-sql`.
    public String uri() {
        return "/problems/" + code().replace('_', '-');
    }

    /// Throws as `throw ProblemType.UNKNOWN_SOURCE.because("…")`.
    public ProblemException because(String detail) {
        return new ProblemException(Problem.of(this, detail));
    }
}
