package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.agent.model.ModelAccess;
import dev.sluice.fixtures.ScriptedModel;
import dev.sluice.model.analysis.AnalysisResult;
import dev.sluice.model.analysis.Draft;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.AnalysisRequest;
import dev.sluice.model.request.DraftCall;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnalysisByModelIT {
    /// The rules answer it.
    private static final String PLAIN = "total tons by coast";

    /// The rules do not.
    private static final String ODD = "Which skipper would have preferred a warmer winter?";

    private static final String RIGHT =
            "SELECT h.coast, sum(v.tons) AS total_tons FROM voyages v JOIN harbours h ON"
                    + " h.harbour_id = v.harbour_id GROUP BY h.coast ORDER BY total_tons DESC";

    private static AgentFixture agent;
    private ScriptedModel model;

    @BeforeAll
    static void startAgent() throws SQLException {
        agent = new AgentFixture();
    }

    @AfterAll
    static void stopAgent() {
        agent.close();
    }

    @BeforeEach
    void startModel() {
        model = ScriptedModel.start();
    }

    @AfterEach
    void stopModel() {
        model.close();
    }

    @Test
    void theModelsSqlAnswers() {
        model.writes(RIGHT);
        var result = ask(ODD);

        assertThat(result.basis().engine()).isEqualTo(Engine.MODEL);
        assertThat(result.rows()).hasSize(3);
        assertThat(result.basis().assumptions()).containsExactly("All rows count.");
        assertThat(result.errorHistory()).isEmpty();
        assertThat(result.usage())
                .isEqualTo(
                        new AnalysisResult.Usage(
                                1, ScriptedModel.INPUT_TOKENS, ScriptedModel.OUTPUT_TOKENS));
    }

    @Test
    void theModelSeesCatalogAndQuestionAndNoSecret() {
        model.writes(RIGHT);
        ask(ODD);
        var request = model.requests().getFirst().toString();

        assertThat(model.lastMessage(0))
                .contains("table voyages (about 600 rows)")
                .contains("(harbour_id) refers to harbours (harbour_id)")
                .contains("Question: " + ODD);
        assertThat(request)
                .doesNotContain(String.valueOf(agent.database.source().password()))
                .doesNotContain(agent.database.source().url())
                .doesNotContain(ScriptedModel.KEY);
    }

    @Test
    void oneRepairTurnAfterTheDatabasesWords() {
        model.writes("SELECT coast, sum(weight) AS w FROM harbours GROUP BY coast").writes(RIGHT);
        var job = agent.run(new AnalysisRequest(ODD, null, null), ModelAccess.to(model));
        var result = job.result();

        assertThat(result.basis().engine()).isEqualTo(Engine.MODEL);
        assertThat(result.errorHistory()).hasSize(1);
        assertThat(result.errorHistory().getFirst().sql()).contains("weight");
        assertThat(result.errorHistory().getFirst().error()).contains("weight");
        assertThat(result.errorHistory().getFirst().analysis()).isNotBlank();
        assertThat(model.requests()).hasSize(2);
        assertThat(model.lastMessage(1)).contains("weight").contains("not accepted");
        assertThat(result.usage().modelCalls()).isEqualTo(2);
        assertThat(result.usage().inputTokens()).isEqualTo(2 * ScriptedModel.INPUT_TOKENS);
        assertThat(result.confidence()).isLessThan(0.9);
        assertThat(job.stumbles).hasSize(1);
    }

    @Test
    void anErrorThatOnlyRunningShowsIsRepairedToo() {
        model.writes("SELECT sum(tons / (voyage_id - voyage_id)) AS x FROM voyages").writes(RIGHT);
        var result = ask(ODD);
        assertThat(result.errorHistory().getFirst().error()).contains("division by zero");
        assertThat(result.rows()).hasSize(3);
    }

    @Test
    void theRulesAnswerForABrokenModelAndSaySo() {
        model.failsWith(500, "{}");
        assertRulesAnswered("The model did not answer (it answered with status 500)");
    }

    @Test
    void theRulesAnswerForABusyModelAndSaySo() {
        model.failsWith(429, "{}");
        assertRulesAnswered("The model did not answer (it has too much to do (429))");
    }

    @Test
    void theRulesAnswerForASilentModelAndSaySo() {
        model.hangs();
        var result =
                agent.run(
                                new AnalysisRequest(PLAIN, null, null),
                                ModelAccess.to(model, Duration.ofMillis(400)))
                        .result();
        assertThat(result.basis().engine()).isEqualTo(Engine.RULES);
        assertThat(result.basis().assumptions().getFirst()).contains("no reply within 400 ms");
        assertThat(result.usage().modelCalls()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I would rather talk about the weather.",
                "{\"answerable\": true, \"sql\":",
                "{\"sql\": 42, \"answerable\": [1]}",
                "null",
                "[]",
                "{}"
            })
    void theRulesAnswerForAModelThatTalksNonsense(String junk) {
        model.says(junk);
        assertRulesAnswered("The model did not answer (its reply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DROP TABLE voyages",
                "SELECT 1; DROP TABLE voyages",
                "DELETE FROM voyages RETURNING *",
                "WITH gone AS (DELETE FROM voyages RETURNING *) SELECT count(*) FROM gone",
                "SELECT pg_sleep(30)",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT rolname, rolpassword FROM pg_authid",
                "COPY voyages TO PROGRAM 'touch /tmp/owned'",
                "SELECT * FROM voyages INTO OUTFILE 'x'",
                "SELECT * INTO stolen FROM voyages",
                "CREATE TABLE stolen AS SELECT * FROM voyages",
                "SELECT lo_import('/etc/passwd')",
                "SELECT set_config('role', 'postgres', false)",
                "SELECT query_to_xml('DROP TABLE voyages', true, true, '')",
                "SELECT * FROM dblink('dbname=postgres', 'SELECT 1') AS t(a int)",
                "SELECT count(*) FROM voyages FOR UPDATE",
                "DO $$ BEGIN EXECUTE 'DROP TABLE voyages'; END $$",
                "SET default_transaction_read_only = off",
                "BEGIN; SET TRANSACTION READ WRITE; DROP TABLE voyages; COMMIT",
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity",
                "SELECT version() /* '; DROP TABLE voyages; -- */"
            })
    void nothingUnguardedRuns(String attack) throws SQLException {
        var before = agent.database.fingerprint();
        model.writes(attack);

        var result = ask(PLAIN);
        assertThat(result.basis().engine()).isEqualTo(Engine.RULES);
        assertThat(result.basis().assumptions().getFirst())
                .startsWith("The model's SQL was not accepted");
        assertThat(result.errorHistory()).hasSize(2);
        assertThat(model.requests()).hasSize(2);

        assertThatThrownBy(() -> ask(ODD))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(e ->
                        assertThat(e.problem().code())
                                .isIn(
                                        ProblemType.MODEL_REFUSED.code(),
                                        ProblemType.QUESTION_NOT_ANSWERED.code()));
        assertThat(agent.database.fingerprint()).isEqualTo(before);
    }

    @Test
    void aModelThatIsDownFailsTheJobOnlyWhereTheRulesCannotHelp() {
        model.failsWith(503, "{}");
        assertThatThrownBy(() -> ask(ODD))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(e -> {
                    assertThat(e.is(ProblemType.MODEL_UNAVAILABLE)).isTrue();
                    assertThat(e.problem().suggestions()).isNotEmpty();
                    assertThat(e.problem().detail()).doesNotContain(ScriptedModel.KEY);
                });
    }

    @Test
    void aModelThatFindsNoAnswerIsBelieved() {
        model.says(
                "{\"answerable\":false,\"sql\":\"\",\"reason\":\"No table holds the weather.\","
                        + "\"explanation\":\"\",\"assumptions\":[],\"filters\":[],\"confidence\":0}");
        assertThatThrownBy(() -> ask(ODD))
                .hasMessage("No table holds the weather.")
                .matches(e -> ((ProblemException) e).is(ProblemType.QUESTION_NOT_ANSWERED));
    }

    @Test
    void aReplyInAFenceIsReadAllTheSame() {
        model.says("```json\n{\"answerable\":true,\"sql\":\"" + RIGHT + "\"}\n```");
        assertThat(ask(ODD).basis().engine()).isEqualTo(Engine.MODEL);
    }

    @Test
    void theModelsLargeResultBecomesAnExport() {
        model.writes("SELECT voyage_id, tons FROM voyages");
        var job = agent.run(new AnalysisRequest(ODD, null, null), ModelAccess.to(model));
        assertThat(job.exportedSql()).containsIgnoringCase("public.voyages");
    }

    @Test
    void draftsByTheChosenEngine() {
        model.writes(RIGHT);
        assertThat(draft(ODD, "auto").engine()).isEqualTo(Engine.MODEL);
        assertThat(draft(PLAIN, "rules").engine()).isEqualTo(Engine.RULES);
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aDraftByTheModelAloneDoesNotFallBack() {
        model.failsWith(500, "{}");
        var draft = draft(PLAIN, "model");
        assertThat(draft.answered()).isFalse();
        assertThat(draft.engine()).isEqualTo(Engine.MODEL);
        assertThat(draft.reason()).contains("status 500");
    }

    @Test
    void aCancelRequestEndsAWaitForTheModel() {
        model.hangs();
        var job = new RecordingJob(new AnalysisRequest(ODD, null, null), agent.database.source());
        var run =
                CompletableFuture.runAsync(
                        () -> agent.handler(ModelAccess.to(model, Duration.ofMinutes(5))).run(job));
        Awaitility.await().until(() -> !model.requests().isEmpty());
        job.cancel.cancel();
        assertEndsCancelled(run);
        assertThat(job.ended()).isFalse();
    }

    @Test
    void aCancelRequestEndsARunningQuery() {
        model.writes(
                "SELECT count(*) AS n FROM voyages a, voyages b, voyages c, voyages d"
                        + " WHERE a.tons + b.tons + c.tons + d.tons < 0");
        var job = new RecordingJob(new AnalysisRequest(ODD, null, null), agent.database.source());
        var run = CompletableFuture.runAsync(() -> agent.handler(ModelAccess.to(model)).run(job));
        Awaitility.await()
                .until(() ->
                        !agent.database
                                .text(
                                        "SELECT count(*) FROM pg_stat_activity WHERE state ="
                                                + " 'active' AND query LIKE '%voyages%' AND pid"
                                                + " <> pg_backend_pid() AND query NOT ILIKE"
                                                + " 'explain%'")
                                .equals("0"));
        job.cancel.cancel();
        assertEndsCancelled(run);
        assertThat(job.ended()).isFalse();
    }

    private AnalysisResult ask(String question) {
        return agent.run(new AnalysisRequest(question, null, null), ModelAccess.to(model)).result();
    }

    private Draft draft(String question, String engine) {
        return (Draft) agent.run(new DraftCall(question, engine), ModelAccess.to(model)).answer();
    }

    private void assertRulesAnswered(String why) {
        var result = ask(PLAIN);
        assertThat(result.basis().engine()).isEqualTo(Engine.RULES);
        assertThat(result.rows()).hasSize(3);
        assertThat(result.basis().assumptions().getFirst())
                .startsWith(why)
                .endsWith("so the rules did.");
    }

    private static void assertEndsCancelled(CompletableFuture<Void> run) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(run::isDone);
        assertThatThrownBy(run::join)
                .satisfies(e ->
                        assertThat(e instanceof CancellationException ? e : e.getCause())
                                .isInstanceOf(CancellationException.class));
    }
}
