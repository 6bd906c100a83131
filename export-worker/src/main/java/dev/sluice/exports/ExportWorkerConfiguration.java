package dev.sluice.exports;

import dev.sluice.exports.pipeline.ExportPipeline;
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

    @Bean
    ExportHandler exportHandler(
            DataSources dataSources, ObjectStore objectStore, ExportSettings settings) {
        return new ExportHandler(
                new ExportTools(
                        new SourceRows(dataSources),
                        objectStore,
                        new ExportPipeline(dataSources, objectStore),
                        new Formats(settings),
                        new ExportMemory(settings.memoryBytes()),
                        settings));
    }

    @Bean
    WorkerRuntime exportRuntime(
            WorkerTools workerTools, ExportHandler exportHandler, ExportSettings settings) {
        return workerTools.runtime(
                exportHandler, Map.of(Lane.EXPORT, settings.slots(Formats.ordinaryNeed(settings))));
    }
}
