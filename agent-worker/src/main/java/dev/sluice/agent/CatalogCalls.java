package dev.sluice.agent;

import dev.sluice.agent.checking.Checked;
import dev.sluice.agent.checking.ContextFilters;
import dev.sluice.agent.checking.SqlCheck;
import dev.sluice.agent.context.Narration;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.context.QuestionCatalogs;
import dev.sluice.agent.context.SqlNames;
import dev.sluice.agent.intent.QuestionIntent;
import dev.sluice.agent.writing.EngineChoice;
import dev.sluice.agent.writing.Proposal;
import dev.sluice.agent.writing.Settled;
import dev.sluice.agent.writing.SqlWriting;
import dev.sluice.jobstore.worker.RunningJob;
import dev.sluice.model.analysis.Draft;
import dev.sluice.model.analysis.Engine;
import dev.sluice.model.analysis.Examples;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.DraftCall;
import dev.sluice.model.request.ExamplesCall;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.questions.QuestionParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Short calls of the gateway: nothing is executed, somebody waits.
final class CatalogCalls {
    /// Failures that mean "no SQL for this question"; anything else is the source's trouble.
    private static final Set<String> NO_ANSWER =
            Set.of(
                    ProblemType.QUESTION_NOT_ANSWERED.code(),
                    ProblemType.MODEL_UNAVAILABLE.code(),
                    ProblemType.MODEL_REFUSED.code(),
                    ProblemType.UNSAFE_SQL.code(),
                    ProblemType.INVALID_SQL.code(),
                    ProblemType.UNKNOWN_TABLE.code(),
                    ProblemType.UNKNOWN_COLUMN.code());

    private static final int MOST_EXAMPLES = 50;
    private static final int SUGGESTIONS = 5;

    private final Interview interview;
    private final SqlWriting writing;
    private final SqlCheck check;
    private final QuestionParser parser;

    CatalogCalls(Interview interview, SqlWriting writing, SqlCheck check, QuestionParser parser) {
        this.interview = interview;
        this.writing = writing;
        this.check = check;
        this.parser = parser;
    }

    void examples(RunningJob job, ExamplesCall call) {
        var catalog = interview.readCatalog(job.source(), JobNarration.ofCall(job));
        job.answer(
                new Examples(
                        parser.examples(
                                QuestionCatalogs.of(catalog),
                                Math.clamp(call.limit(), 1, MOST_EXAMPLES))));
    }

    void draft(RunningJob job, DraftCall call) {
        var choice = choice(call.engine());
        var narration = JobNarration.ofCall(job);
        var source = job.source();
        var catalog = interview.readCatalog(source, narration);
        var intent = interview.classify(call.question(), catalog);
        var wantsFile = call.asFile() || intent instanceof QuestionIntent.Export;
        var question = interview.plan(call.question(), catalog, wantsFile, narration);
        job.answer(
                intent instanceof QuestionIntent.Description
                        ? notAnswered(
                                choice,
                                "This is answered from the catalog and needs no SQL.",
                                parser.examples(question.ruleCatalog(), SUGGESTIONS))
                        : drafted(
                                source,
                                question,
                                choice,
                                wantsFile ? file(call.question()) : null,
                                narration));
    }

    private Draft.File file(String question) {
        var wanted = interview.fileWanted(question);
        return new Draft.File(wanted.format(), wanted.compression());
    }

    private EngineChoice choice(String engine) {
        var choice = EngineChoice.valueOf(engine.toUpperCase(Locale.ROOT));
        if (choice == EngineChoice.MODEL && !writing.hasModel()) {
            throw ProblemType.UNSUPPORTED.because(
                    "No model is configured. Set SLUICE_MODEL_BASE_URL and SLUICE_MODEL_NAME, or"
                            + " ask with engine auto or rules.");
        }
        return choice;
    }

    private Draft drafted(
            SourceConnection source,
            Question question,
            EngineChoice choice,
            Draft.@Nullable File file,
            Narration narration) {
        try {
            return draft(
                    source,
                    question,
                    writing.settle(
                            question,
                            choice,
                            written -> checked(source, question, written.proposal(), narration),
                            narration),
                    file,
                    narration);
        } catch (ProblemException e) {
            var problem = e.problem();
            if (!NO_ANSWER.contains(problem.code())) {
                throw e;
            }
            return notAnswered(choice, problem.detail(), suggestions(problem, question));
        }
    }

    private Draft draft(
            SourceConnection source,
            Question question,
            Settled<Checked> settled,
            Draft.@Nullable File file,
            Narration narration) {
        var proposal = settled.proposal();
        var sql = settled.outcome().sql();
        return new Draft(
                true,
                sql.sql(),
                Math.round(proposal.confidence() * 100) / 100.0,
                proposal.engine(),
                proposal.explanation(),
                sql.tables().stream()
                        .map(table -> SqlNames.plain(question.catalog(), table))
                        .toList(),
                proposal.assumptions(),
                alternatives(source, question, proposal, narration),
                null,
                List.of(),
                file);
    }

    /// Other readings, as far as they hold too: nobody is offered SQL that would be refused.
    private List<Draft.Alternative> alternatives(
            SourceConnection source, Question question, Proposal proposal, Narration narration) {
        var alternatives = new ArrayList<Draft.Alternative>();
        for (var other : proposal.alternatives()) {
            try {
                alternatives.add(
                        new Draft.Alternative(
                                checked(source, question, other, narration).sql().sql(),
                                other.confidence(),
                                other.explanation()));
            } catch (ProblemException e) {
                if (!NO_ANSWER.contains(e.problem().code())) {
                    throw e;
                }
            }
        }
        return alternatives;
    }

    private Checked checked(
            SourceConnection source, Question question, Proposal proposal, Narration narration) {
        return check.check(
                source, question.catalog(), proposal.sql(), ContextFilters.of(null), narration);
    }

    private List<String> suggestions(Problem problem, Question question) {
        var own = problem.suggestions();
        return own == null || own.isEmpty()
                ? parser.examples(question.ruleCatalog(), SUGGESTIONS)
                : own;
    }

    private Draft notAnswered(EngineChoice choice, String reason, List<String> suggestions) {
        var engine =
                choice == EngineChoice.RULES || !writing.hasModel() ? Engine.RULES : Engine.MODEL;
        return new Draft(
                false,
                null,
                0,
                engine,
                null,
                List.of(),
                List.of(),
                List.of(),
                reason,
                suggestions,
                null);
    }
}
