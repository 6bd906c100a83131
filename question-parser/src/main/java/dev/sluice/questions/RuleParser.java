package dev.sluice.questions;

import dev.sluice.questions.composing.Composer;
import dev.sluice.questions.composing.NotComposable;
import dev.sluice.questions.confidence.Confidence;
import dev.sluice.questions.examples.ExampleQuestions;
import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.linking.Linker;
import dev.sluice.questions.reading.IntentReader;
import dev.sluice.questions.reading.Item;
import dev.sluice.questions.reading.Resolver;
import dev.sluice.questions.reading.Segmenter;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.text.Tokenizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tokens → linked items → intent → SQL → confidence, for each plausible meaning of the words.
final class RuleParser implements QuestionParser {
    private static final int READINGS = 24;
    private static final int CANDIDATES = 3;
    private static final int SUGGESTIONS = 3;

    /// Two different statements this close in confidence make the question ambiguous.
    private static final double CLOSE = 0.02;

    private static final double AMBIGUITY = 0.12;

    @Override
    public Interpretation interpret(String question, QuestionCatalog catalog, LocalDate today) {
        var answer = interpret(question, Schema.of(catalog), today);
        return answer instanceof Interpretation.NotAnswered no
                ? new Interpretation.NotAnswered(no.reason(), examples(catalog, SUGGESTIONS))
                : answer;
    }

    @Override
    public List<String> examples(QuestionCatalog catalog, int limit) {
        var schema = Schema.of(catalog);
        var today = LocalDate.EPOCH;
        var answered = new LinkedHashSet<String>();
        var candidates = new ExampleQuestions(schema).candidates().iterator();
        while (answered.size() < limit && candidates.hasNext()) {
            var question = candidates.next();
            if (interpret(question, schema, today) instanceof Interpretation.Answered) {
                answered.add(question);
            }
        }
        return List.copyOf(answered);
    }

    private record Attempt(
            Interpretation.Candidate candidate,
            boolean wantsFile,
            List<String> unexplained,
            List<String> unsupported) {}

    private static Interpretation interpret(String question, Schema schema, LocalDate today) {
        var tokens = Tokenizer.tokenize(question);
        if (tokens.isEmpty()) {
            return new Interpretation.NotAnswered("The question is empty.", List.of());
        }
        var graph = new JoinGraph(schema);
        var items = new Segmenter(new Linker(schema), today).segment(tokens);
        var reader = new IntentReader(schema);
        var composer = new Composer(schema, graph);
        var attempts = new LinkedHashMap<String, Attempt>();
        String problem = null;
        for (var reading : new Resolver(graph).resolve(items, READINGS)) {
            try {
                var attempt = attempt(reading, reader, composer);
                attempts.merge(attempt.candidate().sql(), attempt, RuleParser::better);
            } catch (NotComposable e) {
                problem = problem == null ? e.getMessage() : problem;
            }
        }
        var ranked =
                attempts.values().stream()
                        .sorted(
                                Comparator.comparingDouble(
                                                (Attempt a) -> a.candidate().confidence())
                                        .reversed())
                        .toList();
        return answer(ranked, problem, items);
    }

    private static Attempt better(Attempt a, Attempt b) {
        return b.candidate().confidence() > a.candidate().confidence() ? b : a;
    }

    private static Attempt attempt(List<Item> reading, IntentReader reader, Composer composer)
            throws NotComposable {
        var intent = reader.read(reading);
        var composition = composer.compose(intent);
        var links = new ArrayList<Link>();
        for (var item : reading) {
            if (item instanceof Item.OfLink link) {
                links.add(link.link());
            }
        }
        var candidate =
                new Interpretation.Candidate(
                        composition.sql(),
                        Confidence.of(intent, composition, links),
                        composition.explanation(),
                        composition.tables(),
                        composition.filters(),
                        List.copyOf(new LinkedHashSet<>(intent.assumptions)),
                        composition.shape());
        return new Attempt(
                candidate,
                intent.wantsFile,
                List.copyOf(intent.unexplained),
                List.copyOf(intent.unsupported));
    }

    private static Interpretation answer(
            List<Attempt> ranked, @Nullable String problem, List<Item> items) {
        if (ranked.isEmpty()) {
            return new Interpretation.NotAnswered(
                    problem != null ? problem : strangers(items), List.of());
        }
        var best = ranked.getFirst();
        double confidence = best.candidate().confidence();
        boolean ambiguous =
                ranked.size() > 1 && confidence - ranked.get(1).candidate().confidence() <= CLOSE;
        confidence = Math.round((confidence - (ambiguous ? AMBIGUITY : 0)) * 100) / 100.0;
        if (confidence < Confidence.ENOUGH) {
            return new Interpretation.NotAnswered(reason(best, ambiguous), List.of());
        }
        var candidates = new ArrayList<Interpretation.Candidate>();
        for (var attempt : ranked.stream().limit(CANDIDATES).toList()) {
            candidates.add(
                    withConfidence(
                            attempt.candidate(),
                            Math.min(confidence, attempt.candidate().confidence())));
        }
        return new Interpretation.Answered(List.copyOf(candidates), best.wantsFile());
    }

    private static Interpretation.Candidate withConfidence(
            Interpretation.Candidate c, double confidence) {
        return new Interpretation.Candidate(
                c.sql(),
                confidence,
                c.explanation(),
                c.tables(),
                c.filters(),
                c.assumptions(),
                c.shape());
    }

    private static String reason(Attempt best, boolean ambiguous) {
        if (!best.unexplained().isEmpty()) {
            return "These words were not understood: "
                    + String.join(", ", best.unexplained())
                    + ".";
        }
        if (!best.unsupported().isEmpty()) {
            return "The rules cannot answer this yet: "
                    + String.join(", ", best.unsupported())
                    + ".";
        }
        return ambiguous
                ? "The question can mean several things in this database; name the table or column."
                : "The question fits the database only vaguely; use the names of its tables and columns.";
    }

    private static String strangers(List<Item> items) {
        var words = new ArrayList<String>();
        for (var item : items) {
            if (item instanceof Item.Stray stray) {
                words.add(stray.word());
            }
        }
        return words.isEmpty()
                ? "The question names nothing in this database."
                : "These words were not understood: " + String.join(", ", words) + ".";
    }
}
