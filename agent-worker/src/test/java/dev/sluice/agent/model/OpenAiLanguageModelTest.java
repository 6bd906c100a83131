package dev.sluice.agent.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.sluice.agent.model.LanguageModel.Role;
import dev.sluice.agent.model.LanguageModel.Turn;
import dev.sluice.agent.model.ModelFailure.Kind;
import dev.sluice.fixtures.ScriptedModel;
import dev.sluice.model.job.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OpenAiLanguageModelTest {
    private static final ReplyShape SHAPE =
            new ReplyShape(
                    JsonSchema.builder()
                            .name("reply")
                            .rootElement(
                                    JsonObjectSchema.builder()
                                            .addStringProperty("word")
                                            .required("word")
                                            .build())
                            .build());

    private final ModelSpending spending = new ModelSpending();
    private ScriptedModel server;

    @BeforeEach
    void start() {
        server = ScriptedModel.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForTheSchemaAndCountsWhatItCost() throws ModelFailure {
        server.says("{\"word\":\"yes\"}");

        assertThat(ask(ModelAccess.to(server))).isEqualTo("{\"word\":\"yes\"}");

        var request = server.requests().getFirst();
        assertThat(request.path("model").asString()).isEqualTo("scripted");
        assertThat(request.path("response_format").path("type").asString())
                .isEqualTo("json_schema");
        assertThat(request.path("response_format").path("json_schema").path("strict").asBoolean())
                .isTrue();
        assertThat(request.path("messages").get(0).path("role").asString()).isEqualTo("system");
        assertThat(server.authorizations()).containsExactly("Bearer " + ScriptedModel.KEY);
        assertThat(spending.total().modelCalls()).isEqualTo(1);
        assertThat(spending.total().inputTokens()).isEqualTo(ScriptedModel.INPUT_TOKENS);
        assertThat(spending.total().outputTokens()).isEqualTo(ScriptedModel.OUTPUT_TOKENS);
    }

    @Test
    void aServerThatKnowsNoSchemasIsAskedInWords() throws ModelFailure {
        server.failsWith(400, "{\"error\":{\"message\":\"response_format is not supported\"}}")
                .says("{\"word\":\"yes\"}");
        var model = new OpenAiLanguageModel(ModelAccess.to(server));

        assertThat(ask(model)).isEqualTo("{\"word\":\"yes\"}");
        assertThat(ask(model)).isEqualTo("{\"word\":\"yes\"}");

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(1).has("response_format")).isFalse();
        assertThat(server.requests().get(2).has("response_format")).isFalse();
    }

    @Test
    void aBusyServerGetsOneMoreChance() throws ModelFailure {
        server.failsWith(429, "{}").says("{\"word\":\"yes\"}");
        assertThat(ask(ModelAccess.to(server))).isEqualTo("{\"word\":\"yes\"}");
        assertThat(spending.total().modelCalls()).isEqualTo(2);
    }

    @Test
    void aBrokenServerGetsNoThirdChance() {
        server.failsWith(503, "{\"error\":\"key " + ScriptedModel.KEY + " is over its limit\"}");
        assertFailure(Kind.UNAVAILABLE, "it answered with status 503");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void aWrongKeyIsSaidWithoutTheKey() {
        server.failsWith(401, "{\"error\":\"Incorrect API key " + ScriptedModel.KEY + "\"}");
        assertFailure(Kind.UNAVAILABLE, "it does not accept the API key");
        assertThat(server.requests()).hasSize(1);
        assertThat(ModelAccess.to(server).toString()).doesNotContain(ScriptedModel.KEY);
    }

    @Test
    void silenceAndDrippingEndAtTheTimeLimit() {
        server.hangs();
        assertThatThrownBy(() -> ask(ModelAccess.to(server, Duration.ofMillis(300))))
                .hasMessage("no reply within 300 ms");
        server.drips();
        var begun = System.nanoTime();
        assertThatThrownBy(() -> ask(ModelAccess.to(server, Duration.ofMillis(300))))
                .hasMessage("no reply within 300 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void repliesThatAreNoRepliesAreNamed() {
        server.answersRaw("<html>proxy error</html>");
        assertFailure(Kind.UNUSABLE, "its reply is not what the protocol says");
        server.says("");
        server.says("");
        assertFailure(Kind.UNUSABLE, "its reply is not what the protocol says");
        assertFailure(Kind.UNUSABLE, "its reply is empty");
    }

    @Test
    void aReplyHasALargestSize() {
        server.answersRaw("x".repeat(BoundedHttpClient.LARGEST_REPLY + 1));
        assertThatThrownBy(() -> ask(ModelAccess.to(server))).isInstanceOf(ModelFailure.class);
    }

    @Test
    void nobodyThereIsSaid() {
        var nowhere =
                new ModelProperties(
                        "http://127.0.0.1:1/v1", null, "none", Duration.ofSeconds(5), null);
        assertThatThrownBy(() -> ask(nowhere)).hasMessage("it cannot be reached");
    }

    @Test
    void aCancelRequestEndsTheCall() {
        server.hangs();
        var cancellation = new CancelSwitch();
        var model = new OpenAiLanguageModel(ModelAccess.to(server, Duration.ofMinutes(5)));
        var call =
                CompletableFuture.supplyAsync(() -> {
                    try {
                        return model.ask(turns(), SHAPE, spending, cancellation);
                    } catch (ModelFailure e) {
                        throw new IllegalStateException(e);
                    }
                });
        Awaitility.await().until(() -> !server.requests().isEmpty());
        cancellation.cancel();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(call::isDone);
        assertThatThrownBy(call::join)
                .satisfies(e ->
                        assertThat(e instanceof CancellationException ? e : e.getCause())
                                .isInstanceOf(CancellationException.class));
    }

    private void assertFailure(Kind kind, String words) {
        assertThatThrownBy(() -> ask(ModelAccess.to(server)))
                .isInstanceOf(ModelFailure.class)
                .hasMessage(words)
                .asInstanceOf(InstanceOfAssertFactories.type(ModelFailure.class))
                .extracting(ModelFailure::kind)
                .isEqualTo(kind);
    }

    private String ask(ModelProperties properties) throws ModelFailure {
        return ask(new OpenAiLanguageModel(properties));
    }

    private String ask(LanguageModel model) throws ModelFailure {
        return model.ask(turns(), SHAPE, spending, Cancellation.NEVER);
    }

    private static List<Turn> turns() {
        return List.of(new Turn(Role.SYSTEM, "Be brief."), new Turn(Role.USER, "Is it so?"));
    }
}
