package dev.sluice.benchmarks.chaos.rig;

import dev.sluice.jobstore.worker.JobHandler;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Loaded into the agent workers of the rig: lets them ask a person about jobs with a certain tag, which
/// no request of this version can want. Everything about the asking, waiting and going on is Sluice's own.
@Configuration(proxyBeanMethods = false)
public class AskingAgents {
    /// Jobs with this tag are asked about; with patience for those who look at once.
    public static final String ASK = "ask-review";

    /// Nobody looks so fast, so the job expires.
    public static final String ASK_BRIEFLY = "ask-review-briefly";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration BRIEF_PATIENCE = Duration.ofSeconds(3);
    private static final String PROPOSED = "SELECT count(*) AS sales FROM sales";

    @Bean
    static BeanPostProcessor asking() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof JobHandler handler ? new Asking(handler) : bean;
            }
        };
    }

    private record Asking(JobHandler agent) implements JobHandler {
        @Override
        public Set<Lane> lanes() {
            return agent.lanes();
        }

        @Override
        public void run(RunningJob job) throws Exception {
            var patience = patience(job.job().tags());
            if (patience.isPresent() && job.resumption().isEmpty()) {
                job.askForReview(PROPOSED, "Counts all sales.", null, patience.get());
            } else {
                agent.run(job);
            }
        }

        @Override
        public void ended(Job job, JobState state) {
            agent.ended(job, state);
        }

        private static Optional<Duration> patience(List<String> tags) {
            if (tags.contains(ASK)) {
                return Optional.of(PATIENCE);
            }
            return tags.contains(ASK_BRIEFLY) ? Optional.of(BRIEF_PATIENCE) : Optional.empty();
        }
    }
}
