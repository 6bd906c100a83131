package dev.sluice.gateway.submission;

import dev.sluice.gateway.GatewaySettings;
import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.BatchSubmissions;
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
    SqlJudge sqlJudge(DataSources sources) {
        return new SqlJudge(sources, Thread::startVirtualThread);
    }

    @Bean
    EstimateController estimateController(
            SourceRegistry registry, SqlJudge judge, Calls calls, GatewaySettings settings) {
        return new EstimateController(
                new Estimates(registry, judge, calls, settings.callPatience()));
    }

    @Bean
    BatchController batchController(
            SourceRegistry registry,
            SqlJudge judge,
            Submissions submissions,
            BatchSubmissions batches,
            Acceptance acceptance) {
        return new BatchController(
                new BatchService(registry, judge, submissions, batches), acceptance);
    }

    @Bean
    SubmissionController submissionController(
            SourceRegistry registry,
            SqlJudge judge,
            Submissions submissions,
            Acceptance acceptance,
            JobWaiter waiter) {
        return new SubmissionController(
                new SubmissionService(registry, judge, submissions), acceptance, waiter);
    }
}
