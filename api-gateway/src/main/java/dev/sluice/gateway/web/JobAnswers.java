package dev.sluice.gateway.web;

import dev.sluice.jobstore.lifecycle.Jobs;
import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;

/// Headers that go with a job.
public final class JobAnswers {
    private JobAnswers() {}

    public static String location(String jobId) {
        return "/v1/jobs/" + jobId;
    }

    public static String etag(Jobs.Versioned found) {
        return '"' + found.version() + '"';
    }

    /// The job's version, and when asking again is worth it.
    public static HttpHeaders headers(Jobs.Versioned found) {
        var headers = new HttpHeaders();
        headers.setETag(etag(found));
        var pause = PollAdvice.pause(found, Instant.now());
        if (pause.isPositive()) {
            headers.set(HttpHeaders.RETRY_AFTER, Long.toString(wholeSeconds(pause)));
        }
        return headers;
    }

    private static long wholeSeconds(Duration pause) {
        return pause.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
