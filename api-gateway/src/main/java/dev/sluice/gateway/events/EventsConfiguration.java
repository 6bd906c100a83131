package dev.sluice.gateway.events;

import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.lifecycle.Jobs;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Event streams, and waiting for a job.
@Configuration(proxyBeanMethods = false)
public class EventsConfiguration {
    @Bean
    JobWatch jobWatch(EventLog events) {
        return new JobWatch(events);
    }

    @Bean
    JobWaiter jobWaiter(Jobs jobs, JobWatch watch) {
        return new JobWaiter(jobs, watch);
    }

    @Bean
    EventsController eventsController(
            EventLog events, Jobs jobs, JobWaiter waiter, JobWatch watch) {
        var pump = new StreamPump(watch);
        var clock = Clock.systemUTC();
        return new EventsController(
                waiter,
                watch,
                new JobStream(events, jobs, pump, clock),
                new TenantStream(events, pump, clock));
    }
}
