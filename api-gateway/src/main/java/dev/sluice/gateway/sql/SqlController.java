package dev.sluice.gateway.sql;

import dev.sluice.gateway.access.Needs;
import dev.sluice.gateway.web.Fields;
import dev.sluice.gateway.web.JsonBody;
import dev.sluice.jobstore.access.Caller;
import dev.sluice.jobstore.access.Scopes;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.model.request.DraftCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// SQL without a job.
@RestController
@RequestMapping(path = "/v1/sql", produces = MediaType.APPLICATION_JSON_VALUE)
final class SqlController {
    private static final int LONGEST_QUESTION = 10_000;
    private static final int LONGEST_SQL = 200_000;
    private static final int LONGEST_NAME = 100;

    private final SourceRegistry sources;
    private final SqlCheck check;
    private final Calls calls;
    private final Duration patience;

    SqlController(SourceRegistry sources, SqlCheck check, Calls calls, Duration patience) {
        this.sources = sources;
        this.check = check;
        this.calls = calls;
        this.patience = patience;
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/check")
    CheckReport check(Caller caller, JsonBody body) {
        var wanted = body.read(Check::read);
        var source = sources.resolve(caller.tenant(), wanted.source());
        return check.check(source.connection(), wanted.sql());
    }

    @Needs(Scopes.JOBS_WRITE)
    @PostMapping("/draft")
    ResponseEntity<byte[]> draft(Caller caller, JsonBody body) {
        var wanted = body.read(DraftOrder::read);
        var source = sources.resolve(caller.tenant(), wanted.source());
        var draft =
                calls.call(caller.tenant(), source.connection().name(), wanted.call(), patience);
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .body(draft.getBytes(StandardCharsets.UTF_8));
    }

    private record Check(String sql, @Nullable String source) {
        static Check read(Fields fields) {
            var sql = fields.requiredText("sql", LONGEST_SQL);
            return new Check(
                    Objects.requireNonNullElse(sql, ""), fields.text("source", LONGEST_NAME));
        }
    }

    private record DraftOrder(DraftCall call, @Nullable String source) {
        static DraftOrder read(Fields fields) {
            var question = fields.requiredText("question", LONGEST_QUESTION);
            fields.unsupported("thread_id");
            var engine = fields.word("engine", List.of("auto", "model", "rules"));
            return new DraftOrder(
                    new DraftCall(
                            Objects.requireNonNullElse(question, ""),
                            Objects.requireNonNullElse(engine, "auto")),
                    fields.text("source", LONGEST_NAME));
        }
    }
}
