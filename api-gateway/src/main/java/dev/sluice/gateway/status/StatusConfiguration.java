package dev.sluice.gateway.status;

import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.gateway.submission.Judging;
import dev.sluice.jobstore.bulk.BulkActions;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.retention.Retention;
import dev.sluice.jobstore.source.SourceRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Asking about jobs, and steering them.
@Configuration(proxyBeanMethods = false)
public class StatusConfiguration {
    @Bean
    JobsController jobsController(Jobs jobs, JobWaiter waiter) {
        return new JobsController(jobs, waiter);
    }

    @Bean
    DeadLettersController deadLettersController(Jobs jobs, Acceptance acceptance) {
        return new DeadLettersController(jobs, acceptance);
    }

    @Bean
    BulkController bulkController(BulkActions actions, Acceptance acceptance) {
        return new BulkController(actions, acceptance);
    }

    @Bean
    ResponseController responseController(Jobs jobs, SourceRegistry sources, Judging judge) {
        return new ResponseController(jobs, sources, judge);
    }

    @Bean
    SteeringController steeringController(Jobs jobs, Retention retention, Acceptance acceptance) {
        return new SteeringController(jobs, retention, acceptance);
    }
}
