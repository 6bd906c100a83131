package dev.sluice.agent;

import dev.sluice.agent.context.Narration;
import dev.sluice.agent.context.Question;
import dev.sluice.agent.intent.IntentClassifier;
import dev.sluice.agent.intent.QuestionIntent;
import dev.sluice.model.job.Stage;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.DataSources;
import dev.sluice.sources.catalog.Catalog;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/// The first two steps of every question: what is there, and what is wanted.
final class Interview {
    private final DataSources sources;
    private final IntentClassifier classifier;
    private final Clock clock;

    Interview(DataSources sources, IntentClassifier classifier, Clock clock) {
        this.sources = sources;
        this.classifier = classifier;
        this.clock = clock;
    }

    /// @throws dev.sluice.model.problem.ProblemException `question_not_answered` where there is nothing
    ///     to ask, or what reading the catalog failed with
    Catalog readCatalog(SourceConnection source, Narration narration) {
        narration.stage(Stage.CLASSIFYING);
        var catalog = sources.catalog(source, narration);
        if (catalog.tables().isEmpty()) {
            throw ProblemType.QUESTION_NOT_ANSWERED.because(
                    "The source "
                            + source.name()
                            + " has no tables that its role may read, so there is nothing to ask."
                            + " Check the role's rights and the source's schemas and tables.");
        }
        narration.thought(
                "Reading the catalog of "
                        + source.name()
                        + ": "
                        + counted(catalog.tables().size(), "table"));
        return catalog;
    }

    QuestionIntent classify(String question, Catalog catalog) {
        return classifier.classify(question, catalog);
    }

    /// The file that the words ask for, where only the rules noticed that they ask for one.
    QuestionIntent.Export fileWanted(String question) {
        return classifier.export(question);
    }

    Question plan(String text, Catalog catalog, boolean wantsFile, Narration narration) {
        narration.stage(Stage.PLANNING);
        var today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        var question = Question.of(text, catalog, wantsFile, today);
        if (!question.slice().complete()) {
            narration.thought(
                    "Looking at the "
                            + question.slice().tables().size()
                            + " tables that fit the question best");
        }
        return question;
    }

    private static String counted(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
