package dev.sluice.exports;

import dev.sluice.jobstore.JobStoreConfiguration;
import dev.sluice.jobstore.worker.WorkerRuntime;
import dev.sluice.jobstore.worker.WorkerTools;
import dev.sluice.model.job.Lane;
import dev.sluice.objects.ObjectStore;
import dev.sluice.objects.ObjectStoreConfiguration;
import dev.sluice.sources.DataSources;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The export worker: in a process of its own, or in one with everything else.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportSettings.class)
@Import({JobStoreConfiguration.class, ObjectStoreConfiguration.class})
public class ExportWorkerConfiguration {
    /// Whoever asks for an estimate is waiting for it.
    private static final int SLOTS_FOR_CALLS = 1;

    @Bean
    ExportHandler exportHandler(
            DataSources dataSources, ObjectStore objectStore, ExportSettings settings) {
        var tools = ExportTools.of(dataSources, objectStore, settings);
        return new ExportHandler(tools, Estimates.of(dataSources, tools));
    }

    @Bean
    WorkerRuntime exportRuntime(
            WorkerTools workerTools, ExportHandler exportHandler, ExportSettings settings) {
        var slots =
                Map.of(
                        Lane.EXPORT,
                        settings.slots(Formats.ordinaryNeed(settings)),
                        Lane.EXPORT_CALLS,
                        SLOTS_FOR_CALLS);
        return workerTools.runtime(exportHandler, slots);
    }
}
