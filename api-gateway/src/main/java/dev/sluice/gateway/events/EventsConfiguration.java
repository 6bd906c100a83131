package dev.sluice.gateway.events;

import dev.sluice.gateway.access.KeysInUse;
import dev.sluice.jobstore.event.EventLog;
import dev.sluice.jobstore.lifecycle.Jobs;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.AsyncSupportConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Event streams, and waiting for a job.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WatchSettings.class)
public class EventsConfiguration {
    /// Watchers that work at the same moment: enough for the processors, few of the database's connections.
    private static final int AT_ONCE = 4;

    private static final Duration LOOK_FOR_GONE_CLIENTS = Duration.ofSeconds(1);

    /// Longer than any wait: held answers end by their own timers.
    private static final Duration ASYNC_TIMEOUT = Duration.ofMinutes(1);

    @Bean
    JobWatch jobWatch(EventLog events) {
        return new JobWatch(events);
    }

    @Bean
    Timers timers() {
        return new Timers();
    }

    @Bean
    WatchedServer watchedServer() {
        return new WatchedServer();
    }

    @Bean
    Turns turns() {
        return new Turns(AT_ONCE);
    }

    @Bean
    JobWaiter jobWaiter(
            Jobs jobs,
            JobWatch watch,
            WatchSettings settings,
            Turns turns,
            Timers timers,
            WatchedServer server,
            MeterRegistry meters) {
        var places = new Places(settings.tenantWaits(), settings.waits());
        meters.gauge("sluice.held.answers", places, Places::taken);
        var waiter = new JobWaiter(jobs, watch, places, turns, timers);
        timers.every(
                LOOK_FOR_GONE_CLIENTS, () -> waiter.release(server.gone(waiter.connections())));
        return waiter;
    }

    @Bean
    EventsController eventsController(
            EventLog events,
            Jobs jobs,
            JobWaiter waiter,
            JobWatch watch,
            WatchSettings settings,
            Turns turns,
            KeysInUse keysInUse,
            MeterRegistry meters) {
        var places = new Places(settings.tenantStreams(), settings.streams());
        meters.gauge("sluice.event.streams", places, Places::taken);
        var pump = new StreamPump(watch, turns);
        var reader = new EventReader(events);
        var clock = Clock.systemUTC();
        return new EventsController(
                waiter,
                watch,
                new Streams(places, turns, keysInUse, settings.silence()),
                new JobStream(events, reader, jobs, watch, pump, clock),
                new TenantStream(events, reader, pump, clock));
    }

    @Bean
    WebMvcConfigurer heldAnswers() {
        return new WebMvcConfigurer() {
            @Override
            public void configureAsyncSupport(AsyncSupportConfigurer async) {
                async.setDefaultTimeout(ASYNC_TIMEOUT.toMillis());
            }
        };
    }
}
