package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.job.InputRequest;
import dev.sluice.model.job.Resumption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People who look at SQL and answer questions, before a worker that asks for both.
class ResponsesIT extends GatewayTestCase {
    private static final String PROPOSED = "SELECT count(*) FROM orders";

    private static void reviewed(RunningJob job) {
        var said = job.resumption();
        if (said.isEmpty()) {
            job.askForReview(PROPOSED, "Counts all orders.", 1L, RunningJob.PATIENCE);
            return;
        }
        var approved = (Resumption.Approved) said.get();
        job.succeed(answer(approved.sql() + (approved.edited() ? " edited" : " as proposed")));
    }

    private static void asked(RunningJob job) {
        switch (job.resumption().orElse(null)) {
            case null ->
                    job.askFor(
                            "Gross or net?",
                            List.of(
                                    new InputRequest.Option("gross", "With tax"),
                                    new InputRequest.Option("net", "Without tax")),
                            null,
                            RunningJob.PATIENCE);
            case Resumption.Chosen chosen -> job.succeed(answer("chose " + chosen.option()));
            case Resumption.Said said -> job.succeed(answer("heard " + said.text()));
            case Resumption.Approved _ -> throw new AssertionError("nobody asked for a review");
        }
    }

    /// A job up to where it waits for a person.
    private static String waiting(String question, String state) {
        var posted =
                CLIENT.post(
                        "/v1/analyses",
                        "{\"question\": \"" + question + "\"}",
                        "Prefer",
                        "wait=30");
        assertThat(posted.status()).isEqualTo(202);
        assertThat(posted.text("state")).isEqualTo(state);
        return posted.text("id");
    }

    private static String answerOf(String id) {
        assertThat(CLIENT.get("/v1/jobs/" + id, "Prefer", "wait=30").text("state"))
                .isEqualTo("succeeded");
        return CLIENT.get("/v1/jobs/" + id + "/result").text("answer");
    }

    @Test
    void aProposalIsApprovedEditedOrRejected() {
        try (var worker = GATEWAY.worker(ResponsesIT::reviewed)) {
            var id = waiting("approve me", "awaiting_review");
            var job = CLIENT.get("/v1/jobs/" + id).json();
            assertThat(job.at("/review/sql").asString()).isEqualTo(PROPOSED);
            assertThat(job.at("/review/explanation").asString()).isEqualTo("Counts all orders.");

            var approved = CLIENT.post("/v1/jobs/" + id + "/approve", null);
            assertThat(approved.status()).isEqualTo(202);
            assertThat(approved.json().path("review").isNull()).isTrue();
            assertThat(answerOf(id)).isEqualTo(PROPOSED + " as proposed");
            assertThat(CLIENT.get("/v1/jobs/" + id).json().path("attempt").asInt()).isEqualTo(2);
            assertThat(CLIENT.post("/v1/jobs/" + id + "/approve", "{}").code())
                    .isEqualTo("wrong_state");

            var edited = waiting("edit me", "awaiting_review");
            refusesSqlThatNobodyShouldRun(edited);
            var body = "{\"sql\": \"SELECT max(id) FROM orders\"}";
            assertThat(CLIENT.post("/v1/jobs/" + edited + "/approve", body).status())
                    .isEqualTo(202);
            assertThat(answerOf(edited)).isEqualTo("SELECT max(id) FROM orders edited");

            var rejected = waiting("reject me", "awaiting_review");
            var answer =
                    CLIENT.post(
                            "/v1/jobs/" + rejected + "/reject", "{\"reason\": \"Wrong table.\"}");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answer.text("state")).isEqualTo("cancelled");
            assertThat(CLIENT.post("/v1/jobs/" + rejected + "/reject", null).code())
                    .isEqualTo("wrong_state");
        }
    }

    private static void refusesSqlThatNobodyShouldRun(String id) {
        var refusals =
                java.util.Map.of(
                        "DELETE FROM orders", "unsafe_sql",
                        "SELECT * FROM oders", "unknown_table",
                        "SELECT (1", "invalid_sql",
                        " ", "validation_failed");
        refusals.forEach((sql, code) -> {
            var answer = CLIENT.post("/v1/jobs/" + id + "/approve", "{\"sql\": \"" + sql + "\"}");
            assertThat(answer.status()).as(sql).isEqualTo(422);
            assertThat(answer.code()).as(sql).isEqualTo(code);
        });
        assertThat(CLIENT.get("/v1/jobs/" + id).text("state")).isEqualTo("awaiting_review");
    }

    @Test
    void aQuestionIsAnsweredByChoiceOrInWords() {
        try (var worker = GATEWAY.worker(ResponsesIT::asked)) {
            var chosen = waiting("choose for me", "needs_input");
            assertThat(CLIENT.get("/v1/jobs/" + chosen).json().at("/input_request/options"))
                    .hasSize(2);
            var unknown = CLIENT.post("/v1/jobs/" + chosen + "/answer", "{\"choice\": \"brutto\"}");
            assertThat(unknown.code()).isEqualTo("validation_failed");
            assertThat(unknown.json().path("suggestions")).hasSize(2);
            assertThat(CLIENT.post("/v1/jobs/" + chosen + "/approve", null).code())
                    .isEqualTo("wrong_state");

            var answer = CLIENT.post("/v1/jobs/" + chosen + "/answer", "{\"choice\": \"net\"}");
            assertThat(answer.status()).isEqualTo(202);
            assertThat(answerOf(chosen)).isEqualTo("chose net");

            var said = waiting("listen to me", "needs_input");
            CLIENT.post("/v1/jobs/" + said + "/answer", "{\"text\": \"both\"}");
            assertThat(answerOf(said)).isEqualTo("heard both");
            assertThat(CLIENT.post("/v1/jobs/" + said + "/answer", "{\"text\": \"late\"}").code())
                    .isEqualTo("wrong_state");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "answer | {} | /choice",
                "answer | {\"choice\": \"a\", \"text\": \"b\"} | /text",
                "answer | {\"choice\": 7} | /choice",
                "approve | {\"query\": \"SELECT 1\"} | /query",
                "reject | {\"reason\": \"\"} | /reason",
            })
    void namesWhatIsWrong(String call, String body, String pointer) {
        var answer = CLIENT.post("/v1/jobs/job_1/" + call, body);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/errors/0/pointer").asString()).isEqualTo(pointer);
    }

    @Test
    void jobsThatWaitForNobodyTakeNoAnswer() throws Exception {
        var id = JobsIT.submit("waits for nobody");
        var stranger = GATEWAY.client(GATEWAY.key("nosy", "jobs:write"));
        var calls =
                java.util.Map.of(
                        "approve", "{\"sql\": \"SELECT 1\"}",
                        "reject", "{}",
                        "answer", "{\"choice\": \"a\"}");
        calls.forEach((call, body) -> {
            var path = "/v1/jobs/" + id + "/" + call;
            assertThat(CLIENT.post(path, body).code()).as(call).isEqualTo("wrong_state");
            assertThat(stranger.post(path, body).code()).as(call).isEqualTo("not_found");
        });
        CLIENT.post("/v1/jobs/" + id + "/cancel", null);
    }
}
