package dev.sluice.agent.writing;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.sluice.agent.model.ModelFailure;
import dev.sluice.agent.model.ReplyShape;
import dev.sluice.model.Json;
import dev.sluice.model.analysis.Engine;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// What the model is asked to fill in, and what it may leave out all the same.
record ModelReply(
        @Nullable Boolean answerable,
        @Nullable String sql,
        @Nullable String reason,
        @Nullable String explanation,
        @Nullable List<@Nullable String> assumptions,
        @Nullable List<@Nullable String> filters,
        @Nullable Double confidence) {

    static final ReplyShape SHAPE =
            new ReplyShape(
                    JsonSchema.builder()
                            .name("sql_for_a_question")
                            .rootElement(
                                    JsonObjectSchema.builder()
                                            .addBooleanProperty(
                                                    "answerable",
                                                    "whether the tables hold the answer")
                                            .addStringProperty(
                                                    "sql",
                                                    "one SELECT statement of PostgreSQL; empty if"
                                                            + " not answerable")
                                            .addStringProperty(
                                                    "reason",
                                                    "why it is not answerable, in one sentence;"
                                                            + " empty otherwise")
                                            .addStringProperty(
                                                    "explanation",
                                                    "what the statement does, in one sentence")
                                            .addProperty(
                                                    "assumptions",
                                                    sentences("what was taken for granted"))
                                            .addProperty(
                                                    "filters",
                                                    sentences("conditions on rows, in plain words"))
                                            .addNumberProperty(
                                                    "confidence", "0 for a guess to 1 for certain")
                                            .required(
                                                    "answerable",
                                                    "sql",
                                                    "reason",
                                                    "explanation",
                                                    "assumptions",
                                                    "filters",
                                                    "confidence")
                                            .additionalProperties(false)
                                            .build())
                            .build());

    /// A statement longer than this was not written for a person's question.
    private static final int LONGEST_SQL = 20_000;

    private static final int LONGEST_SENTENCE = 300;
    private static final int MOST_SENTENCES = 8;

    /// Own words of a model never count as certain.
    private static final double HIGHEST_CONFIDENCE = 0.95;

    private static final double CONFIDENCE_WHERE_NONE_IS_GIVEN = 0.7;

    private static final Pattern FENCED =
            Pattern.compile("(?s)^\\s*```[a-zA-Z]*\\s*(.*?)\\s*```\\s*$");
    private static final Pattern UNSHOWABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}]+");

    static ModelReply parse(String text) throws ModelFailure {
        var fenced = FENCED.matcher(text);
        try {
            var reply = Json.read(fenced.matches() ? fenced.group(1) : text, ModelReply.class);
            if (reply == null || (reply.answerable() == null && isBlank(reply.sql()))) {
                throw unusable("its reply holds no SQL");
            }
            var sql = reply.sql();
            if (sql != null && sql.length() > LONGEST_SQL) {
                throw unusable("its SQL is too long");
            }
            return reply;
        } catch (JacksonException e) {
            throw unusable("its reply is not the JSON that was asked for");
        }
    }

    boolean hasSql() {
        return !Boolean.FALSE.equals(answerable) && !isBlank(sql);
    }

    String whyNot() {
        var words = sentence(reason);
        return words.isEmpty() ? "The model finds no answer in these tables." : words;
    }

    Proposal proposal() {
        return new Proposal(
                Objects.requireNonNull(sql).strip(),
                Engine.MODEL,
                sureness(),
                sentence(explanation),
                sentences(filters),
                sentences(assumptions),
                null,
                List.of());
    }

    private double sureness() {
        if (confidence == null || confidence.isNaN()) {
            return CONFIDENCE_WHERE_NONE_IS_GIVEN;
        }
        return Math.clamp(confidence, 0, HIGHEST_CONFIDENCE);
    }

    private static List<String> sentences(@Nullable List<@Nullable String> texts) {
        if (texts == null) {
            return List.of();
        }
        return texts.stream()
                .map(ModelReply::sentence)
                .filter(text -> !text.isEmpty())
                .limit(MOST_SENTENCES)
                .toList();
    }

    /// Text of a model goes to people's eyes: one line, bounded, nothing invisible.
    private static String sentence(@Nullable String text) {
        if (text == null) {
            return "";
        }
        var line = UNSHOWABLE.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST_SENTENCE
                ? line
                : line.substring(0, LONGEST_SENTENCE - 1) + "…";
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static ModelFailure unusable(String words) {
        return new ModelFailure(ModelFailure.Kind.UNUSABLE, words);
    }

    private static JsonArraySchema sentences(String description) {
        return JsonArraySchema.builder()
                .description(description)
                .items(JsonStringSchema.builder().build())
                .build();
    }
}
