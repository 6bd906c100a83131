package dev.sluice.gateway.submission;

import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.Idempotency;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.sources.DataSources;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Accepting jobs.
@Configuration(proxyBeanMethods = false)
public class SubmissionConfiguration {
    @Bean
    Acceptance acceptance(Idempotency idempotency) {
        return new Acceptance(idempotency);
    }

    @Bean
    SubmissionController submissionController(
            SourceRegistry registry,
            DataSources sources,
            Submissions submissions,
            Acceptance acceptance,
            JobWaiter waiter) {
        var judge = new SqlJudge(sources, Thread::startVirtualThread);
        return new SubmissionController(
                new SubmissionService(registry, judge, submissions), acceptance, waiter);
    }
}
