package dev.sluice.agent.intent;

import dev.sluice.agent.context.Words;
import dev.sluice.model.export.Compression;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.sources.catalog.Catalog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Tells by the words of a question what it asks for. It claims a question for the catalog or for a
/// file only where the words leave no doubt; everything else is an analysis.
public final class IntentClassifier {
    /// Words that ask for a file whatever stands around them.
    private static final Pattern FILE =
            Pattern.compile(
                    "\\b(as|in|into|to) (an? |one |some )?(\\w+ )?files?\\b"
                            + "|\\b(as|in|into|to) (an? )?(csv|parquet|tsv|jsonl|ndjson|xlsx|spreadsheet)\\b"
                            + "|\\b(csv|parquet|tsv|jsonl|ndjson|xlsx)"
                            + " (files?|exports?|format|downloads?|dumps?)\\b"
                            + "|^(please )?(can you |could you )?(export|download|dump)\\b"
                            + "|\\bfor download\\b|\\b(an|the|full|complete) (export|dump) of\\b");

    /// Words that name a format, the first that fits; csv where none does.
    private static final Map<ExportFormat, Pattern> NAMED =
            new EnumMap<>(
                    Map.of(
                            ExportFormat.PARQUET,
                            Pattern.compile("\\bparquet\\b"),
                            ExportFormat.TSV,
                            Pattern.compile("\\b(tsv|tab[- ]separated)\\b"),
                            ExportFormat.JSONL,
                            Pattern.compile("\\b(jsonl|ndjson|json lines)\\b"),
                            ExportFormat.XLSX,
                            Pattern.compile("\\b(xlsx|excel (file|sheet|workbook)|as excel)\\b"),
                            ExportFormat.ARROW,
                            Pattern.compile(
                                    "\\b(as|in|to) (an )?(apache )?arrow\\b|\\barrow (files?|stream|format)\\b")));

    private static final Pattern GZIP =
            Pattern.compile("\\b(gz|gzip|gzipped|compressed|zipped)\\b");

    /// At least one of these makes a question one about the catalog, if nothing else is left of it.
    private static final Set<String> CATALOG_WORDS =
            Set.of(
                    "table",
                    "column",
                    "field",
                    "schema",
                    "structure",
                    "describe",
                    "catalog",
                    "database",
                    "dataset",
                    "view",
                    "relation");

    private static final Set<String> ASKING = Set.of("what", "which", "describe", "kind");

    private static final Set<String> FILLERS =
            Set.of(
                    "what",
                    "which",
                    "show",
                    "me",
                    "list",
                    "all",
                    "the",
                    "a",
                    "an",
                    "is",
                    "are",
                    "there",
                    "in",
                    "of",
                    "do",
                    "doe",
                    "does",
                    "you",
                    "i",
                    "have",
                    "has",
                    "can",
                    "could",
                    "see",
                    "available",
                    "please",
                    "tell",
                    "about",
                    "give",
                    "us",
                    "we",
                    "my",
                    "this",
                    "that",
                    "here",
                    "exist",
                    "it",
                    "its",
                    "how",
                    "many",
                    "look",
                    "like",
                    "for",
                    "and",
                    "with",
                    "contain",
                    "hold",
                    "kind",
                    "type",
                    "name",
                    "source",
                    "overview",
                    "explain",
                    "meaning",
                    "mean",
                    "s",
                    "on",
                    "your",
                    "our",
                    "get",
                    "know",
                    "find",
                    "their",
                    "to",
                    "ask",
                    "from",
                    "under",
                    "within");

    public QuestionIntent classify(String question, Catalog catalog) {
        var description = description(question, catalog);
        if (description.isPresent()) {
            return description.get();
        }
        return wantsFile(question) ? export(question) : new QuestionIntent.Analysis();
    }

    /// The file that a question's words ask for: csv unless they name another format.
    public QuestionIntent.Export export(String question) {
        var words = question.toLowerCase(Locale.ROOT);
        var format =
                NAMED.entrySet().stream()
                        .filter(named -> named.getValue().matcher(words).find())
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(ExportFormat.CSV);
        var compressions = format.compressions();
        var zipped =
                compressions.getFirst() == Compression.NONE
                        && compressions.contains(Compression.GZIP)
                        && GZIP.matcher(words).find();
        return new QuestionIntent.Export(
                format, zipped ? Compression.GZIP : compressions.getFirst());
    }

    private static boolean wantsFile(String question) {
        return FILE.matcher(question.toLowerCase(Locale.ROOT).strip()).find();
    }

    private static Optional<QuestionIntent.Description> description(
            String question, Catalog catalog) {
        var words = Words.of(question);
        var left = new HashSet<>(words);
        var tables = named(words, catalog);
        for (var table : tables) {
            left.removeAll(Words.of(table.name()));
            left.removeAll(Words.of(table.schema()));
        }
        var aboutCatalog = asksWhatItIs(question, tables);
        // "what data is there" asks what exists; "show me the data of …" wants to see rows
        if (left.remove("data")) {
            aboutCatalog |= words.stream().anyMatch(ASKING::contains);
        }
        aboutCatalog |= left.removeAll(CATALOG_WORDS);
        left.removeAll(FILLERS);
        return aboutCatalog && left.isEmpty()
                ? Optional.of(new QuestionIntent.Description(tables))
                : Optional.empty();
    }

    /// "What is sales_data?", with the table's name to the letter: a mere plural could mean its rows.
    private static boolean asksWhatItIs(String question, List<Catalog.Table> tables) {
        var words = question.toLowerCase(Locale.ROOT);
        return tables.size() == 1
                && words.matches(
                        "\\s*what('s| is| are)( in| inside)? (the )?"
                                + Pattern.quote(tables.getFirst().name().toLowerCase(Locale.ROOT))
                                + "( for| about)?\\s*[?.!]*\\s*")
                && tables.getFirst().name().contains("_");
    }

    /// Tables whose whole name the question spells, a longer name before a shorter one inside it.
    private static List<Catalog.Table> named(List<String> words, Catalog catalog) {
        var found = new ArrayList<Catalog.Table>();
        for (var table : catalog.tables()) {
            var name = Words.of(table.name());
            if (!name.isEmpty() && Collections.indexOfSubList(words, name) >= 0) {
                found.add(table);
            }
        }
        found.removeIf(table ->
                found.stream()
                        .anyMatch(other ->
                                other != table
                                        && Words.of(other.name()).size()
                                                > Words.of(table.name()).size()
                                        && Collections.indexOfSubList(
                                                        Words.of(other.name()),
                                                        Words.of(table.name()))
                                                >= 0));
        return List.copyOf(found);
    }
}
