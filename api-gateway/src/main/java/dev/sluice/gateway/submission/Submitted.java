package dev.sluice.gateway.submission;

import dev.sluice.gateway.web.Fields;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.model.job.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What every kind of submission has.
///
/// @param deadline how long it may wait for its first claim
record Submitted(@Nullable String source, List<String> tags, Priority priority, Duration deadline) {
    static final int LONGEST_QUESTION = 10_000;

    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 100;
    private static final int LONGEST_NAME = 100;
    private static final Duration LONGEST_DEADLINE = Duration.ofDays(30);

    static Submitted read(Fields fields) {
        fields.unsupported("webhook_url");
        fields.unsupported("thread_id");
        if ("required".equals(fields.word("review", List.of("none", "required")))) {
            fields.unsupportedValue("review", "required");
        }
        var priority = fields.word("priority", List.of("low", "normal", "high"));
        var deadline = fields.whole("deadline_seconds", 1, LONGEST_DEADLINE.toSeconds());
        return new Submitted(
                fields.text("source", LONGEST_NAME),
                fields.texts("tags", MOST_TAGS, LONGEST_TAG).stream().distinct().toList(),
                priority == null
                        ? Priority.NORMAL
                        : Priority.valueOf(priority.toUpperCase(Locale.ROOT)),
                deadline == null ? NewJob.DEFAULT_DEADLINE : Duration.ofSeconds(deadline));
    }
}
