package dev.sluice.gateway.status;

import dev.sluice.gateway.events.JobWaiter;
import dev.sluice.gateway.submission.Acceptance;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.retention.Retention;
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
    SteeringController steeringController(Jobs jobs, Retention retention, Acceptance acceptance) {
        return new SteeringController(jobs, retention, acceptance);
    }
}
