package dev.sluice.agent;

import dev.sluice.agent.answer.CatalogAnswer;
import dev.sluice.agent.answer.FollowUps;
import dev.sluice.agent.answer.RowsAnswer;
import dev.sluice.agent.checking.SqlCheck;
import dev.sluice.agent.intent.IntentClassifier;
import dev.sluice.agent.model.LanguageModels;
import dev.sluice.agent.model.ModelProperties;
import dev.sluice.agent.writing.SqlWriting;
import dev.sluice.jobstore.worker.JobHandler;
import dev.sluice.jobstore.worker.WorkerRuntime;
import dev.sluice.jobstore.worker.WorkerTools;
import dev.sluice.model.job.Lane;
import dev.sluice.questions.QuestionParser;
import dev.sluice.sources.DataSources;
import java.time.Clock;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The agent worker. Needs the job store's configuration and a [DataSources] beside it.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AgentSettings.class, ModelProperties.class})
public class AgentWorkerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWorkerConfiguration.class);

    @Bean
    WorkerRuntime agentRuntime(WorkerTools tools, JobHandler agentHandler, AgentSettings settings) {
        return tools.runtime(
                agentHandler,
                Map.of(
                        Lane.ANALYZE, settings.slots(),
                        Lane.ANALYZE_CALLS, settings.callSlots()));
    }

    /// A bean of its own, so that a test of whole processes can put something before it.
    @Bean
    JobHandler agentHandler(DataSources sources, ModelProperties model) {
        return handler(sources, model, Clock.systemUTC());
    }

    /// The pipeline by hand, so that tests build the very same.
    static AgentHandler handler(DataSources sources, ModelProperties properties, Clock clock) {
        var model = LanguageModels.from(properties);
        LOG.info(
                model.isPresent()
                        ? "Questions go to {}"
                        : "No model is configured ({}): the rules answer questions",
                properties);
        var parser = QuestionParser.rules();
        var interview = new Interview(sources, new IntentClassifier(), clock);
        var writing = new SqlWriting(model.orElse(null), parser);
        var check = new SqlCheck(sources);
        var followUps = new FollowUps(parser);
        var exports = new ExportQuestionJob(interview, writing, check);
        var analyses =
                new AnalysisJob(
                        sources,
                        interview,
                        writing,
                        check,
                        exports,
                        new RowsAnswer(followUps),
                        new CatalogAnswer(followUps));
        return new AgentHandler(
                analyses, exports, new CatalogCalls(interview, writing, check, parser));
    }
}
