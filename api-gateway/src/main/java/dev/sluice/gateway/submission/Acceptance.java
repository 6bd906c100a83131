package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.JobAnswers;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.submission.Idempotency;
import dev.sluice.jobstore.submission.IdempotencyKey;
import dev.sluice.jobstore.submission.StoredAnswer;
import dev.sluice.model.Json;
import dev.sluice.model.job.Job;
import dev.sluice.model.problem.FieldError;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Lets a creating request take effect once per `Idempotency-Key`.
public final class Acceptance {
    public static final String REPLAYED = "Idempotency-Replayed";

    private static final String HEADER = "Idempotency-Key";
    private static final int LONGEST_KEY = 255;

    private final Idempotency idempotency;

    Acceptance(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    /// Answers from the store, or prepares and creates.
    ///
    /// @param preparation judges the request, which may take time and talk to a source, and returns the
    ///     creation, which runs in the transaction that also keeps the key
    public StoredAnswer once(
            Caller caller,
            HttpServletRequest request,
            JsonBody body,
            Supplier<Supplier<StoredAnswer>> preparation) {
        var header = key(request);
        if (header.isEmpty()) {
            return preparation.get().get();
        }
        var route = request.getMethod() + " " + request.getServletPath();
        var key = new IdempotencyKey(caller.tenant(), route, header.get(), body.hash());
        return idempotency.find(key).orElseGet(() -> idempotency.once(key, preparation.get()));
    }

    public static StoredAnswer accepted(Job job) {
        return new StoredAnswer(
                HttpStatus.ACCEPTED.value(),
                JobAnswers.location(job.id()),
                Json.write(job).getBytes(StandardCharsets.UTF_8),
                false);
    }

    /// The answer as it goes out, byte for byte as stored.
    public static ResponseEntity<byte[]> answer(StoredAnswer answer) {
        var headers = new HttpHeaders();
        headers.setContentType(MediaType.APPLICATION_JSON);
        if (answer.location() != null) {
            headers.setLocation(URI.create(answer.location()));
        }
        if (answer.status() == HttpStatus.ACCEPTED.value()) {
            headers.set(HttpHeaders.RETRY_AFTER, "1");
        }
        if (answer.replayed()) {
            headers.set(REPLAYED, "true");
        }
        return ResponseEntity.status(answer.status()).headers(headers).body(answer.body());
    }

    private static Optional<String> key(HttpServletRequest request) {
        var sent = Collections.list(request.getHeaders(HEADER));
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        var key = sent.getFirst();
        if (sent.size() > 1 || key.isBlank() || key.length() > LONGEST_KEY) {
            throw Problem.of(
                            ProblemType.VALIDATION_FAILED,
                            HEADER + " must be sent once, with 1 to 255 characters.")
                    .withErrors(
                            List.of(new FieldError(HEADER, "must be one of 1 to 255 characters")))
                    .toException();
        }
        return Optional.of(key);
    }
}
