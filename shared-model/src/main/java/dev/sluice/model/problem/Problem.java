package dev.sluice.model.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A problem document (RFC 9457), as an HTTP body and as a failed job's `error`.
///
/// @param detail what happened and what the caller can change; never a secret
/// @param sqlstate the database's five-character code, where a database spoke
/// @param position one-based character position in the SQL that was sent, where known
/// @param jobError the failure of the job that was asked about
/// @param retryAfterSeconds advice that also becomes the `Retry-After` header
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonProperty("class") ProblemClass problemClass,
        boolean retryable,
        @Nullable List<FieldError> errors,
        @Nullable List<String> suggestions,
        @Nullable String sqlstate,
        @Nullable Integer position,
        @Nullable Problem jobError,
        @Nullable Integer retryAfterSeconds) {

    public static Problem of(ProblemType type, String detail) {
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                detail,
                type.code(),
                type.problemClass(),
                type.retryable(),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public Problem withDetail(String words) {
        return new Problem(
                type,
                title,
                status,
                words,
                code,
                problemClass,
                retryable,
                errors,
                suggestions,
                sqlstate,
                position,
                jobError,
                retryAfterSeconds);
    }

    public Problem withErrors(List<FieldError> wrong) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                problemClass,
                retryable,
                List.copyOf(wrong),
                suggestions,
                sqlstate,
                position,
                jobError,
                retryAfterSeconds);
    }

    public Problem withSuggestions(List<String> nearest) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                problemClass,
                retryable,
                errors,
                List.copyOf(nearest),
                sqlstate,
                position,
                jobError,
                retryAfterSeconds);
    }

    public Problem withSqlState(@Nullable String state, @Nullable Integer at) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                problemClass,
                retryable,
                errors,
                suggestions,
                state,
                at,
                jobError,
                retryAfterSeconds);
    }

    public Problem withJobError(@Nullable Problem error) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                problemClass,
                retryable,
                errors,
                suggestions,
                sqlstate,
                position,
                error,
                retryAfterSeconds);
    }

    public Problem withRetryAfter(int seconds) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                problemClass,
                retryable,
                errors,
                suggestions,
                sqlstate,
                position,
                jobError,
                seconds);
    }

    public Problem retryable(boolean again) {
        return new Problem(
                type,
                title,
                status,
                detail,
                code,
                problemClass,
                again,
                errors,
                suggestions,
                sqlstate,
                position,
                jobError,
                retryAfterSeconds);
    }

    public ProblemException toException() {
        return new ProblemException(this);
    }
}
