package dev.sluice.gateway.submission;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.submission.StoredAnswer;
import dev.sluice.model.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Accepts up to 100 jobs in one call.
@RestController
@RequestMapping(path = "/v1/jobs", produces = MediaType.APPLICATION_JSON_VALUE)
final class BatchController {
    private final BatchService batches;
    private final Acceptance acceptance;

    BatchController(BatchService batches, Acceptance acceptance) {
        this.batches = batches;
        this.acceptance = acceptance;
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/batch")
    ResponseEntity<byte[]> submit(Caller caller, JsonBody body, HttpServletRequest request) {
        try {
            return Acceptance.answer(
                    acceptance.once(caller, request, body, () -> judged(caller.tenant(), body)));
        } catch (NothingAccepted e) {
            return Acceptance.answer(e.answer);
        }
    }

    private Supplier<StoredAnswer> judged(String tenant, JsonBody body) {
        var entries = body.read(fields -> fields.bodies("jobs", BatchService.MOST_JOBS));
        var judged = batches.judge(tenant, entries);
        return () -> {
            var items = batches.submit(judged);
            if (items.stream().allMatch(item -> item.job() == null)) {
                throw new NothingAccepted(answer(items));
            }
            return answer(items);
        };
    }

    private static StoredAnswer answer(List<BatchItem> items) {
        return new StoredAnswer(
                HttpStatus.OK.value(),
                null,
                Json.write(new Answer(items)).getBytes(StandardCharsets.UTF_8),
                false);
    }

    private record Answer(List<BatchItem> items) {}

    /// Ends the creation without keeping its key: only answers that created something are replayed.
    private static final class NothingAccepted extends RuntimeException {
        private final transient StoredAnswer answer;

        NothingAccepted(StoredAnswer answer) {
            super("no entry was accepted", null, false, false);
            this.answer = answer;
        }
    }
}
