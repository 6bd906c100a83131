package dev.sluice.agent;

import dev.sluice.agent.model.ModelProperties;
import dev.sluice.model.request.AnalysisContext;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.JobRequest;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.DataSourcesSettings;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The whole pipeline on a real database; only the job store is written down instead of stored.
final class AgentFixture implements AutoCloseable {
    static final ModelProperties NO_MODEL =
            new ModelProperties(null, null, null, Duration.ofSeconds(60), null);

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2024-12-27T12:00:00Z"), ZoneOffset.UTC);

    final HarbourDatabase database;
    final DataSources sources = DataSources.create(DataSourcesSettings.defaults());

    AgentFixture() throws SQLException {
        this.database = HarbourDatabase.create();
    }

    RecordingJob ask(String question) {
        return run(new AnalysisRequest(question, null, null), NO_MODEL);
    }

    RecordingJob ask(
            String question, @Nullable Integer maxRows, @Nullable AnalysisContext context) {
        return run(new AnalysisRequest(question, maxRows, context), NO_MODEL);
    }

    RecordingJob run(JobRequest request, ModelProperties model) {
        var job = new RecordingJob(request, database.source());
        handler(model).run(job);
        return job;
    }

    AgentHandler handler(ModelProperties model) {
        return AgentWorkerConfiguration.handler(sources, model, CLOCK);
    }

    @Override
    public void close() {
        sources.close();
    }
}
