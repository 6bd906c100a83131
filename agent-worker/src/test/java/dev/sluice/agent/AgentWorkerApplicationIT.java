package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.fixtures.TestServers;
import dev.sluice.jobstore.CoordinationConfiguration;
import dev.sluice.jobstore.access.ApiKeys;
import dev.sluice.jobstore.lifecycle.Calls;
import dev.sluice.jobstore.lifecycle.Jobs;
import dev.sluice.jobstore.retention.StoredFiles;
import dev.sluice.jobstore.source.SourceRegistry;
import dev.sluice.jobstore.submission.NewJob;
import dev.sluice.jobstore.submission.Submissions;
import dev.sluice.model.Json;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.analysis.Draft;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.job.Job;
import dev.sluice.model.job.JobState;
import dev.sluice.model.job.JobType;
import dev.sluice.model.job.Lane;
import dev.sluice.model.job.Priority;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.DraftCall;
import dev.sluice.sources.DataSources;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The worker as a process would run it, with a gateway's half of the job store beside it: questions
/// travel through PostgreSQL and Kafka and back.
class AgentWorkerApplicationIT {
    private static final String TENANT = "default";

    private static ConfigurableApplicationContext gateway;
    private static ConfigurableApplicationContext worker;
    private static int managementPort;

    @BeforeAll
    static void start() throws SQLException, IOException {
        var settings = settings();
        gateway =
                new SpringApplicationBuilder(GatewayHalf.class)
                        .web(WebApplicationType.NONE)
                        .properties(settings)
                        .run();
        gateway.getBean(ApiKeys.class).ensureFirstKey(null);
        gateway.getBean(SourceRegistry.class).create(HarbourDatabase.create().source(), List.of());
        managementPort = freePort();
        worker = AgentWorkerApplication.start(arguments(settings));
    }

    @AfterAll
    static void stop() {
        worker.close();
        gateway.close();
    }

    @Test
    void aQuestionGoesInAndAnAnswerComesOut() {
        var job = submit("total tons by coast");
        var ended = await(job);

        assertThat(ended.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(ended.sql()).containsIgnoringCase("sum(");
        var result =
                Json.read(
                        gateway.getBean(Jobs.class).result(TENANT, job.id()), AnalysisResult.class);
        assertThat(result.rows()).hasSize(3);
        assertThat(result.basis().engine()).isEqualTo(Engine.RULES);
        assertThat(result.answer()).contains("highest total tons");
    }

    @Test
    void aQuestionForAFileWaitsForTheExportLane() {
        var job = submit("give me all voyages of 2024 as a file");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(job.id()).type() == JobType.EXPORT);

        assertThat(find(job.id()).requiresExport()).isTrue();
        assertThat(find(job.id()).state()).isEqualTo(JobState.QUEUED);
        assertThat(find(job.id()).sql()).contains("2024-01-01");
    }

    @Test
    void whatCannotBeAnsweredFailsWithItsOwnCode() {
        var ended = await(submit("Will it rain tomorrow?"));
        assertThat(ended.state()).isEqualTo(JobState.FAILED);
        var error = Objects.requireNonNull(ended.error());
        assertThat(error.code()).isEqualTo("question_not_answered");
        assertThat(error.suggestions()).isNotEmpty();
    }

    @Test
    void aCallIsAnsweredOnItsOwnLane() {
        var answer =
                gateway.getBean(Calls.class)
                        .call(
                                TENANT,
                                "harbours",
                                new DraftCall("total tons by coast", "auto"),
                                Duration.ofSeconds(60));
        assertThat(Json.read(answer, Draft.class).answered()).isTrue();
    }

    @Test
    void probesAnswerOnTheManagementPort() throws IOException, InterruptedException {
        assertThat(probe("liveness")).contains("\"UP\"");
        assertThat(probe("readiness")).contains("\"UP\"");
    }

    @Test
    void itReadsItsTwoLanes() {
        var handler =
                AgentWorkerConfiguration.handler(
                        worker.getBean(DataSources.class),
                        AgentFixture.NO_MODEL,
                        Clock.systemUTC());
        assertThat(handler.lanes()).isEqualTo(Set.of(Lane.ANALYZE, Lane.ANALYZE_CALLS));
    }

    private static String probe(String name) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var response =
                    http.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:"
                                                            + managementPort
                                                            + "/actuator/health/"
                                                            + name))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(200);
            return response.body();
        }
    }

    private static Job submit(String question) {
        return gateway.getBean(Submissions.class)
                .submit(
                        new NewJob(
                                TENANT,
                                JobType.ANALYSIS,
                                new AnalysisRequest(question, null, null),
                                question,
                                null,
                                "harbours",
                                null,
                                List.of(),
                                Priority.NORMAL,
                                NewJob.DEFAULT_DEADLINE,
                                null,
                                1));
    }

    private static Job await(Job job) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> find(job.id()).state().terminal());
        return find(job.id());
    }

    private static Job find(String id) {
        return gateway.getBean(Jobs.class).find(TENANT, id).orElseThrow();
    }

    private static Map<String, Object> settings() {
        var database = TestServers.postgres().createDatabase();
        var settings = new LinkedHashMap<String, Object>();
        settings.put("sluice.database.url", database.jdbcUrl());
        settings.put("sluice.database.username", database.username());
        settings.put("sluice.database.password", database.password());
        settings.put("sluice.kafka.bootstrap", TestServers.kafka().bootstrap());
        settings.put("sluice.secret-key", Base64.getEncoder().encodeToString(new byte[32]));
        settings.put("spring.main.banner-mode", "off");
        settings.put("logging.level.root", "WARN");
        return settings;
    }

    private static String[] arguments(Map<String, Object> settings) {
        var arguments =
                new ArrayList<>(
                        settings.entrySet().stream()
                                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                                .toList());
        arguments.add("--sluice.management-port=" + managementPort);
        return arguments.toArray(String[]::new);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(CoordinationConfiguration.class)
    static class GatewayHalf {
        @Bean
        StoredFiles noFiles() {
            return new StoredFiles() {
                @Override
                public int deleteAllBut(String prefix, Set<String> kept) {
                    return 0;
                }

                @Override
                public List<String> prefixes(String prefix) {
                    return List.of();
                }
            };
        }
    }
}
