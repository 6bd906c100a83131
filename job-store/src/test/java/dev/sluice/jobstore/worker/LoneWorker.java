package dev.sluice.jobstore.worker;

import dev.sluice.fixtures.PostgresServer;
import dev.sluice.jobstore.JobStoreConfiguration;
import dev.sluice.jobstore.event.EventWriter;
import dev.sluice.jobstore.lifecycle.Transitions;
import dev.sluice.model.job.Stage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jooq.DSLContext;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

/// A worker with connections and a lease of its own. Its handler shows that it runs, waits to be told, and
/// then publishes `stale`. As a process it is told by a line on its standard input, one for all its slots,
/// and writes a line for each attempt on its standard output.
final class LoneWorker implements AutoCloseable {
    static final String PUBLISHED = "published";
    private static final int SLOTS = 50;

    /// The question of a job that hears when nobody wants it any more; the others wait for the word.
    static final String OBEDIENT = "obedient";

    /// The question of a job that ends its process, as a lack of memory or a fault in native code does.
    static final String DEADLY = "deadly";

    /// The question of a job whose handler looks at what was asked.
    static final String READS_REQUEST = "reads its request";

    /// The question of a job that waits for nothing.
    static final String HEALTHY = "healthy";

    private final ConfigurableApplicationContext context;

    private LoneWorker(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /// In this process.
    ///
    /// @param jdbcUrl of the store's database, perhaps by a detour
    static LoneWorker start(
            PostgresServer.Database database,
            String jdbcUrl,
            String kafka,
            Duration lease,
            Witness witness) {
        return start(settings(database, jdbcUrl, kafka, lease), witness);
    }

    static Map<String, String> settings(
            PostgresServer.Database database, String jdbcUrl, String kafka, Duration lease) {
        var settings = new HashMap<String, String>();
        settings.put("sluice.database.url", jdbcUrl);
        settings.put("sluice.database.username", database.username());
        settings.put("sluice.database.password", database.password());
        settings.put("sluice.kafka.bootstrap", kafka);
        settings.put("sluice.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("test.lease", lease.toString());
        settings.put("test.slots", String.valueOf(SLOTS));
        return settings;
    }

    /// As a process.
    ///
    /// @param slots jobs that it runs at once
    static Process process(
            PostgresServer.Database database, String kafka, Duration lease, int slots)
            throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(
                        java,
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoneWorker.class.getName());
        var settings = settings(database, database.jdbcUrl(), kafka, lease);
        settings.put("test.slots", String.valueOf(slots));
        settings.forEach((name, value) -> builder.environment().put("LONE_" + name, value));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static LoneWorker start(Map<String, String> settings, Witness witness) {
        return new LoneWorker(
                new SpringApplicationBuilder(Worker.class)
                        .initializers(context ->
                                context.getBeanFactory().registerSingleton("witness", witness))
                        .web(WebApplicationType.NONE)
                        .properties(Map.<String, Object>copyOf(settings))
                        .properties(
                                Map.of(
                                        "spring.main.banner-mode", "off",
                                        "logging.level.root", "WARN",
                                        "logging.level.org.springframework.transaction", "OFF"))
                        .run());
    }

    @Override
    public void close() {
        context.close();
    }

    /// Who tells the handler to publish, and hears what came of it.
    interface Witness {
        void awaitWord() throws InterruptedException;

        /// @param end `published`, or the name of the exception that stopped it
        void ended(String jobId, String end);
    }

    /// The settings come as environment variables do in production: nothing on the command line.
    public static void main(String[] arguments) throws IOException {
        var word = new Semaphore(0);
        var settings = new HashMap<String, String>();
        System.getenv()
                .forEach((name, value) -> {
                    if (name.startsWith("LONE_")) {
                        settings.put(name.substring(5), value);
                    }
                });
        start(
                settings,
                new Witness() {
                    @Override
                    public void awaitWord() throws InterruptedException {
                        word.acquire();
                    }

                    @Override
                    public void ended(String jobId, String end) {
                        System.out.println("ended " + jobId + " " + end);
                    }
                });
        System.out.println("ready");
        var told = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (told.readLine() != null) {
            word.release(Integer.parseInt(settings.getOrDefault("test.slots", "1")));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(JobStoreConfiguration.class)
    static class Worker {
        @Bean
        WorkerRuntime runtime(
                WorkerTools tools,
                DSLContext db,
                TransactionTemplate transaction,
                EventWriter events,
                Witness witness,
                @Value("${test.lease}") Duration lease,
                @Value("${test.slots}") int slots) {
            return ScriptedWorker.runtime(
                    new WorkerTools(
                            tools.worker(),
                            tools.db(),
                            tools.transaction(),
                            tools.events(),
                            tools.nudges(),
                            new Transitions(db, transaction, events, lease),
                            tools.sources(),
                            tools.consumers()),
                    slots,
                    job -> publishWhenTold(job, witness),
                    (job, state) -> {});
        }

        private static void publishWhenTold(RunningJob job, Witness witness) throws Exception {
            job.stage(Stage.EXECUTING);
            if (OBEDIENT.equals(job.job().question())) {
                job.onRequest(Thread.currentThread()::interrupt);
            }
            switch (job.job().question()) {
                case DEADLY -> Runtime.getRuntime().halt(1);
                case READS_REQUEST -> job.request();
                case HEALTHY -> {}
                case null, default -> witness.awaitWord();
            }
            var end = PUBLISHED;
            try {
                job.succeed(ScriptedWorker.result("stale"));
            } catch (RuntimeException e) {
                end = e.getClass().getSimpleName();
                throw e;
            } finally {
                witness.ended(job.job().id(), end);
            }
        }
    }
}
