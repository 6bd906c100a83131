package dev.sluice.gateway.files;

import dev.sluice.jobstore.access.Audit;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.objects.ObjectStore;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Results and files.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LinkSettings.class)
public class FilesConfiguration {
    @Bean
    OutcomeController outcomeController(
            Jobs jobs, ObjectStore objects, Audit audit, LinkSettings links) {
        return new OutcomeController(
                jobs,
                new SignedFiles(jobs, objects, audit, Clock.systemUTC()),
                new PublicEndpoint(links));
    }
}
