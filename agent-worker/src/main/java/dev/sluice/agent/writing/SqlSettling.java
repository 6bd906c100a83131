package dev.sluice.agent.writing;

import dev.sluice.agent.context.Narration;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.model.ModelFailure;
import dev.sluice.agent.model.ModelSpending;
import dev.sluice.model.analysis.AnalysisResult.ErrorEntry;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question on its way to SQL that holds: model, model once more, rules.
final class SqlSettling {
    private static final double AFTER_REPAIR = 0.9;
    private static final int LONGEST_ERROR = 300;

    private final SqlWriting writing;
    private final @Nullable ModelSqlWriter model;
    private final EngineChoice choice;
    private final Question question;
    private final Narration narration;
    private final ModelSpending spending = new ModelSpending();
    private final List<ErrorEntry> history = new ArrayList<>();
    private boolean repairTried;

    SqlSettling(
            SqlWriting writing,
            @Nullable ModelSqlWriter model,
            EngineChoice choice,
            Question question,
            Narration narration) {
        this.writing = writing;
        this.model = model;
        this.choice = choice;
        this.question = question;
        this.narration = narration;
    }

    <T> Settled<T> settle(Trial<T> trial) {
        var written = first();
        while (true) {
            narration.checkWanted();
            try {
                var outcome = trial.attempt(written);
                return new Settled<>(
                        written.proposal(), outcome, List.copyOf(history), spending.total());
            } catch (ProblemException e) {
                written = next(written.proposal(), e);
            }
        }
    }

    private Writing.Written first() {
        narration.stage(Stage.GENERATING);
        if (model == null) {
            narration.thought("Writing SQL by the rules");
            return byRules();
        }
        narration.thought(
                "Asking the model for SQL over "
                        + count(question.slice().tables().size(), "table"));
        try {
            return switch (model.write(question, spending, narration)) {
                case Writing.Written written -> sure(written);
                case Writing.NotWritten no -> throw notAnswered(no);
            };
        } catch (ModelFailure e) {
            return instead("The model did not answer (" + e.getMessage() + ")", typeOf(e));
        }
    }

    private Writing.Written next(Proposal refused, ProblemException e) {
        if (refused.engine() != Engine.MODEL || model == null || !isAboutTheSql(e)) {
            throw e;
        }
        var problem = e.problem();
        var error = shortened(problem.detail());
        narration.stumbled(error, problem.code());
        narration.stage(Stage.GENERATING);
        if (repairTried) {
            remember(refused, error, "The second statement does not hold either.");
            return instead("The model's SQL was not accepted (" + error + ")", typeOf(problem));
        }
        repairTried = true;
        remember(refused, error, analysis(problem));
        narration.thought("Asking the model to correct its SQL: " + error);
        return repaired(model, refused, problem, error);
    }

    private Writing.Written repaired(
            ModelSqlWriter writer, Proposal refused, Problem problem, String error) {
        try {
            return switch (writer.repair(question, refused.sql(), error, spending, narration)) {
                case Writing.Written written ->
                        new Writing.Written(
                                sure(written).proposal().lessSure(AFTER_REPAIR),
                                written.wantsFile());
                case Writing.NotWritten no ->
                        instead("The model gave up (" + no.reason() + ")", typeOf(problem));
            };
        } catch (ModelFailure e) {
            return instead("The model did not correct its SQL (" + e.getMessage() + ")", typeOf(e));
        }
    }

    private Writing.Written sure(Writing.Written written) {
        return written.proposal().confidence() >= SqlWriting.GUESS
                ? written
                : instead(
                        "The model was not sure enough of its SQL",
                        ProblemType.QUESTION_NOT_ANSWERED);
    }

    private Writing.Written byRules() {
        return switch (writing.byRules(question)) {
            case Writing.Written written when written.proposal().confidence() >= SqlWriting.GUESS ->
                    written;
            case Writing.Written _ ->
                    throw notAnswered(
                            new Writing.NotWritten(
                                    "The question has several readings, and none is likely enough.",
                                    List.of()));
            case Writing.NotWritten no -> throw notAnswered(no);
        };
    }

    /// The rules take over, and say why.
    ///
    /// @param type what it is when they cannot either
    private Writing.Written instead(String why, ProblemType type) {
        if (choice == EngineChoice.MODEL) {
            throw type.because(why + ".");
        }
        narration.thought(why + ", so the rules write the SQL");
        return switch (writing.byRules(question)) {
            case Writing.Written written when written.proposal().confidence() >= SqlWriting.GUESS ->
                    new Writing.Written(
                            written.proposal().assuming(List.of(why + ", so the rules did.")),
                            written.wantsFile());
            case Writing.Written _ -> throw neither(type, why, List.of());
            case Writing.NotWritten no -> throw neither(type, why, no.suggestions());
        };
    }

    private ProblemException neither(ProblemType type, String why, List<String> suggestions) {
        return Problem.of(type, why + ", and the rules cannot answer this question.")
                .withSuggestions(
                        suggestions.isEmpty() ? writing.suggestions(question) : suggestions)
                .toException();
    }

    private ProblemException notAnswered(Writing.NotWritten no) {
        var suggestions =
                no.suggestions().isEmpty() ? writing.suggestions(question) : no.suggestions();
        return Problem.of(ProblemType.QUESTION_NOT_ANSWERED, no.reason())
                .withSuggestions(suggestions)
                .toException();
    }

    private void remember(Proposal refused, String error, String analysis) {
        history.add(new ErrorEntry(refused.sql(), error, analysis));
    }

    private static String analysis(Problem problem) {
        return problem.code().equals(ProblemType.UNSAFE_SQL.code())
                ? "The guard refuses it, so it never ran. The model was told why and asked again."
                : "The database's words went back to the model, which was asked to correct it.";
    }

    private static boolean isAboutTheSql(ProblemException e) {
        return e.is(ProblemType.UNSAFE_SQL)
                || e.is(ProblemType.INVALID_SQL)
                || e.is(ProblemType.VALIDATION_FAILED)
                || e.is(ProblemType.UNKNOWN_TABLE)
                || e.is(ProblemType.UNKNOWN_COLUMN);
    }

    private static ProblemType typeOf(ModelFailure failure) {
        return switch (failure.kind()) {
            case UNAVAILABLE -> ProblemType.MODEL_UNAVAILABLE;
            case UNUSABLE -> ProblemType.MODEL_REFUSED;
        };
    }

    /// A model whose statements are unsafe has refused its task; one whose statements are merely wrong
    /// leaves the question unanswered.
    private static ProblemType typeOf(Problem problem) {
        return problem.code().equals(ProblemType.UNSAFE_SQL.code())
                ? ProblemType.MODEL_REFUSED
                : ProblemType.QUESTION_NOT_ANSWERED;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR - 1) + "…";
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
