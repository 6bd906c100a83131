package dev.sluice.gateway.web;

import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.model.job.Job;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;

/// Headers that go with a job.
public final class JobAnswers {
    private static final Duration YOUNG = Duration.ofSeconds(30);
    private static final Duration GROWN = Duration.ofMinutes(5);

    private JobAnswers() {}

    public static String location(String jobId) {
        return "/v1/jobs/" + jobId;
    }

    public static String etag(Jobs.Versioned found) {
        return '"' + found.version() + '"';
    }

    /// Says when asking again is worth it: often in the beginning, less often the longer it takes.
    public static void addRetryAfter(HttpHeaders headers, Job job) {
        if (!job.state().terminal()) {
            headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(pause(job)));
        }
    }

    private static int pause(Job job) {
        var age = Duration.between(job.createdAt(), Instant.now());
        if (age.compareTo(YOUNG) < 0) {
            return 1;
        }
        return age.compareTo(GROWN) < 0 ? 2 : 5;
    }
}
