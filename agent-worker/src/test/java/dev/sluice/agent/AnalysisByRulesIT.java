package dev.sluice.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.Json;
import dev.sluice.model.analysis.Draft;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.analysis.Examples;
import dev.sluice.model.analysis.Intent;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.AnalysisContext;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.model.request.ExportRequest;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnalysisByRulesIT {
    private static AgentFixture agent;

    @BeforeAll
    static void start() throws SQLException {
        agent = new AgentFixture();
    }

    @AfterAll
    static void stop() {
        agent.close();
    }

    @Test
    void answersWithNumbersThatTheDatabaseConfirms() throws SQLException {
        var job = agent.ask("total tons by coast");
        var result = job.result();
        var top =
                agent.database.text(
                        "SELECT coast || ' ' || sum(tons) FROM voyages JOIN harbours USING"
                                + " (harbour_id) GROUP BY coast ORDER BY sum(tons) DESC LIMIT 1");

        assertThat(result.rows()).hasSize(3);
        assertThat(result.rows().getFirst().getFirst() + " " + result.rows().getFirst().get(1))
                .isEqualTo(top);
        assertThat(result.answer())
                .startsWith(String.valueOf(result.rows().getFirst().getFirst()))
                .contains("highest")
                .contains("% of the total of");
        assertThat(Objects.requireNonNull(result.visualization()).type()).isEqualTo("bar");
        assertThat(result.chart()).containsKey("$schema");
        assertThat(result.basis().engine()).isEqualTo(Engine.RULES);
        assertThat(result.basis().tables()).containsExactlyInAnyOrder("voyages", "harbours");
        assertThat(result.rowCount()).isEqualTo(3);
        assertThat(result.truncated()).isFalse();
        assertThat(result.confidence()).isBetween(0.4, 1.0);
        assertThat(job.stages)
                .containsExactly(
                        Stage.CLASSIFYING,
                        Stage.PLANNING,
                        Stage.GENERATING,
                        Stage.CHECKING,
                        Stage.EXECUTING,
                        Stage.CHARTING);
        assertThat(job.thoughts).contains("Reading the catalog of harbours: 2 tables");
        assertThat(job.statements).containsExactly(result.sql());
    }

    @Test
    void theResultIsTheContractsToTheLetter() {
        var json = Json.mapper().readTree(Json.write(agent.ask("total tons by coast").result()));

        assertThat(json.propertyNames())
                .containsExactly(
                        "answer",
                        "visualization",
                        "chart",
                        "chart_reason",
                        "sql",
                        "columns",
                        "rows",
                        "row_count",
                        "truncated",
                        "key_insights",
                        "follow_ups",
                        "confidence",
                        "basis",
                        "error_history",
                        "execution_ms",
                        "usage");
        assertThat(json.path("visualization").propertyNames())
                .containsExactly("type", "labels", "datasets");
        assertThat(json.path("visualization").path("datasets").get(0).propertyNames())
                .containsExactly("label", "data");
        assertThat(json.path("columns").get(0).propertyNames()).containsExactly("name", "type");
        assertThat(json.path("rows").get(0).get(1).isNumber()).isTrue();
        assertThat(json.path("basis").propertyNames())
                .containsExactly(
                        "engine",
                        "intent",
                        "tables",
                        "filters",
                        "assumptions",
                        "as_of",
                        "verified_query");
        assertThat(json.path("basis").path("engine").asString()).isEqualTo("rules");
        assertThat(json.path("basis").path("intent").asString()).isEqualTo("analysis");
        assertThat(json.path("basis").path("as_of").asString())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        assertThat(json.path("usage").propertyNames())
                .containsExactly("model_calls", "input_tokens", "output_tokens");
        assertThat(json.path("chart").path("$schema").asString()).contains("vega-lite/v6");
        assertThat(nullsAreWritten(json)).isTrue();
    }

    @Test
    void aTrendIsALine() {
        var result = agent.ask("tons by month").result();

        assertThat(Objects.requireNonNull(result.visualization()).type()).isEqualTo("line");
        assertThat(result.rows()).hasSize(12);
        assertThat(result.visualization().labels()).startsWith("2024-01", "2024-02");
        assertThat(result.answer()).contains("in 2024-01 to").endsWith("2024-12 is not over yet.");
    }

    @Test
    void followUpsCanBeAnswered() {
        var followUps = agent.ask("total tons by coast").result().followUps();

        assertThat(followUps).isNotEmpty();
        for (var question : followUps) {
            assertThat(agent.ask(question).ended()).as(question).isTrue();
        }
    }

    @Test
    void moreRowsThanFitBecomeAnExportUnlessAPartWillDo() {
        var question = "tons by voyage id";
        var exported = agent.ask(question);
        assertThat(exported.exportedSql()).containsIgnoringCase("public.voyages");
        assertThat(exported.export().format()).isEqualTo(ExportFormat.CSV);
        assertThat(exported.export().question()).isEqualTo(question);

        var part = agent.ask(question, 10, null).result();
        assertThat(part.rows()).hasSize(10);
        assertThat(part.truncated()).isTrue();
        assertThat(part.rowCount()).isEqualTo(10);
    }

    @Test
    void aQuestionForAFileBecomesAnExportByItself() {
        var job = agent.ask("give me all voyages of 2024 as a parquet file");

        assertThat(job.export())
                .isEqualTo(
                        new ExportRequest(
                                "give me all voyages of 2024 as a parquet file",
                                ExportFormat.PARQUET,
                                Compression.ZSTD,
                                ExportOptions.DEFAULTS));
        assertThat(job.exportedSql()).contains("2024-01-01").doesNotContainIgnoringCase("limit");
    }

    @Test
    void anExportInWordsKeepsItsOwnFormat() {
        var request =
                new ExportRequest(
                        "all voyages with cargo wool",
                        ExportFormat.PARQUET,
                        Compression.SNAPPY,
                        ExportOptions.with().fileName("wool").rowLimit(10L).build());
        var job = agent.run(request, AgentFixture.NO_MODEL);

        assertThat(job.export()).isEqualTo(request);
        assertThat(job.exportedSql()).contains("wool");
        assertThat(job.stages).doesNotContain(Stage.EXECUTING);
    }

    @Test
    void anExportInWordsIsWrittenAsTheySayWhereTheRequestDoesNot() {
        var question = "all voyages with cargo wool as parquet";
        var options = ExportOptions.with().fileName("wool").build();

        var open = new ExportRequest(question, ExportFormat.CSV, Compression.NONE, options, true);
        assertThat(agent.run(open, AgentFixture.NO_MODEL).export())
                .isEqualTo(
                        new ExportRequest(
                                question, ExportFormat.PARQUET, Compression.ZSTD, options));

        var said = new ExportRequest(question, ExportFormat.CSV, Compression.NONE, options, false);
        assertThat(agent.run(said, AgentFixture.NO_MODEL).export()).isEqualTo(said);
    }

    @Test
    void theCatalogIsDescribedWithoutSql() {
        var result = agent.ask("What tables are there?").result();

        assertThat(result.answer())
                .startsWith("harbours has 2 tables:")
                .contains("voyages (about 600 rows)");
        assertThat(result.sql()).isNull();
        assertThat(result.columns()).isEmpty();
        assertThat(result.rows()).isEmpty();
        assertThat(result.basis().intent()).isEqualTo(Intent.DESCRIPTION);

        assertThat(agent.ask("describe voyages").result().answer())
                .contains("tons (numeric)")
                .contains("voyage_id (int4, key)");
    }

    @Test
    void nothingFoundIsSaidPlainly() {
        var result =
                agent.ask(
                                "total tons by coast",
                                null,
                                new AnalysisContext(Map.of("coast", "east"), null))
                        .result();
        assertThat(result.answer())
                .startsWith("The query found nothing")
                .contains("coast = 'east'");
        assertThat(result.visualization()).isNull();
        assertThat(result.chart()).isNull();
    }

    @Test
    void theClientsFiltersHold() throws SQLException {
        var filters = new LinkedHashMap<String, Object>();
        filters.put("coast", List.of("north", "south"));
        filters.put("voyages.cargo", "wool");
        var result =
                agent.ask("total tons", null, new AnalysisContext(Map.of("cargo", "wool"), null))
                        .result();
        assertThat(String.valueOf(result.rows().getFirst().getFirst()))
                .isEqualTo(
                        agent.database.text("SELECT sum(tons) FROM voyages WHERE cargo = 'wool'"));
        assertThat(result.basis().filters()).contains("cargo = 'wool' (voyages)");

        var joined =
                agent.ask("total tons by coast", null, new AnalysisContext(filters, null)).result();
        assertThat(joined.rows()).hasSize(2);
        assertThat(
                        joined.rows().stream()
                                .map(row -> String.valueOf(row.get(1)))
                                .map(BigDecimal::new)
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                                .toPlainString())
                .isEqualTo(
                        agent.database.text(
                                "SELECT sum(tons) FROM voyages JOIN harbours USING (harbour_id)"
                                        + " WHERE cargo = 'wool' AND coast IN ('north', 'south')"));
    }

    @Test
    void aFilterIsAValueAndNeverSql() throws SQLException {
        var before = agent.database.fingerprint();
        var result =
                agent.ask(
                                "total tons",
                                null,
                                new AnalysisContext(Map.of("cargo", "x' OR '1'='1"), null))
                        .result();
        assertThat(result.answer()).startsWith("The query found nothing");
        assertThat(agent.database.fingerprint()).isEqualTo(before);
    }

    @Test
    void aFilterThatFitsNothingIsRefusedByName() {
        assertThatThrownBy(() ->
                        agent.ask(
                                "total tons",
                                null,
                                new AnalysisContext(Map.of("planet", "Mars"), null)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("planet")
                .matches(e -> ((ProblemException) e).is(ProblemType.UNSUPPORTED));
    }

    @Test
    void theClientChoosesTheChart() {
        var context = new AnalysisContext(null, Map.of("chart", "area", "tone", "dry"));
        var result = agent.ask("tons by month", null, context).result();
        assertThat(Objects.requireNonNull(result.visualization()).type()).isEqualTo("area");
    }

    @Test
    void whatCannotBeAnsweredFailsWithExamplesThatCan() {
        assertThatThrownBy(() -> agent.ask("Will it rain tomorrow?"))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .satisfies(e -> {
                    assertThat(e.is(ProblemType.QUESTION_NOT_ANSWERED)).isTrue();
                    var suggestions = Objects.requireNonNull(e.problem().suggestions());
                    assertThat(suggestions).isNotEmpty();
                    assertThat(agent.ask(suggestions.getFirst()).ended()).isTrue();
                });
    }

    @Test
    void draftsWithoutRunningAnything() {
        var draft =
                (Draft)
                        agent.run(
                                        new DraftCall("total tons by coast", "auto"),
                                        AgentFixture.NO_MODEL)
                                .answer();
        assertThat(draft.answered()).isTrue();
        assertThat(draft.sql()).containsIgnoringCase("sum(");
        assertThat(draft.engine()).isEqualTo(Engine.RULES);
        assertThat(draft.tables()).containsExactlyInAnyOrder("voyages", "harbours");

        var no =
                (Draft)
                        agent.run(new DraftCall("Will it rain?", "rules"), AgentFixture.NO_MODEL)
                                .answer();
        assertThat(no.answered()).isFalse();
        assertThat(no.sql()).isNull();
        assertThat(no.reason()).isNotBlank();
        assertThat(no.suggestions()).isNotEmpty();
        assertThat(Json.mapper().readTree(Json.write(no)).propertyNames())
                .containsExactly(
                        "answered",
                        "sql",
                        "confidence",
                        "engine",
                        "explanation",
                        "tables",
                        "assumptions",
                        "alternatives",
                        "reason",
                        "suggestions",
                        "file");
        assertThat(no.file()).isNull();
    }

    @Test
    void draftsForFilesSayHowTheWordsWantThemWritten() {
        var question = "all voyages with cargo wool";
        var asked = new DraftCall(question, "rules", true);
        var draft = (Draft) agent.run(asked, AgentFixture.NO_MODEL).answer();
        assertThat(draft.answered()).isTrue();
        assertThat(draft.file()).isEqualTo(new Draft.File(ExportFormat.CSV, Compression.NONE));

        var named = new DraftCall(question + " as parquet", "rules");
        draft = (Draft) agent.run(named, AgentFixture.NO_MODEL).answer();
        assertThat(draft.file()).isEqualTo(new Draft.File(ExportFormat.PARQUET, Compression.ZSTD));
    }

    @Test
    void aDraftByAModelThatIsNotThereIsUnsupported() {
        assertThatThrownBy(() ->
                        agent.run(new DraftCall("total tons", "model"), AgentFixture.NO_MODEL))
                .matches(e -> ((ProblemException) e).is(ProblemType.UNSUPPORTED));
    }

    @Test
    void examplesAreOfTheSourceItself() {
        var examples = (Examples) agent.run(new ExamplesCall(5), AgentFixture.NO_MODEL).answer();
        assertThat(examples.questions()).isNotEmpty().hasSizeLessThanOrEqualTo(5);
        assertThat(examples.questions()).anyMatch(question -> question.contains("tons"));
    }

    private static boolean nullsAreWritten(JsonNode json) {
        return json.path("basis").has("verified_query")
                && json.path("basis").path("verified_query").isNull();
    }
}
