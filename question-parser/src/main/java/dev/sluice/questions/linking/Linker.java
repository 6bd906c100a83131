package dev.sluice.questions.linking;

import dev.sluice.questions.lexicon.PlainWords;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.SchemaColumn;
import dev.sluice.questions.schema.SchemaTable;
import dev.sluice.questions.text.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds what spans of a question may mean in one schema.
public final class Linker {
    public static final int LONGEST = 6;

    private static final double LEAST = 0.6;
    private static final double NAMED = 0.7;
    private static final double KEY = 0.86;
    private static final double SAME_COMMENT = 0.93;
    private static final double TABLE_COMMENT = 0.62;
    private static final double COLUMN_COMMENT = 0.68;
    private static final double SPREAD = 0.3;
    private static final int MOST_LINKS = 8;
    private static final Set<String> GLUE = Set.of("of", "the", "a", "an");

    private final Schema schema;
    private final ValueIndex values;
    private final NameMatcher matcher = new NameMatcher();

    public Linker(Schema schema) {
        this.schema = schema;
        this.values = new ValueIndex(schema);
    }

    /// @param end index after the last token
    public Optional<Mention> link(List<Token> tokens, int start, int end) {
        var span = tokens.subList(start, end);
        var links = new ArrayList<Link>(valueLinks(span));
        var words = span.stream().map(Token::lemma).filter(w -> !GLUE.contains(w)).toList();
        if (isName(span, words)) {
            for (var table : schema.tables()) {
                addNames(table, words, links);
            }
            boolean edged =
                    PlainWords.isStop(span.getFirst().lemma())
                            || PlainWords.isStop(span.getLast().lemma());
            links.removeIf(l -> edged && l.score() < 1);
            links.removeIf(l -> l instanceof Link.ToColumn c && standsFor(c, links));
            boolean named = links.stream().anyMatch(l -> l.score() >= NAMED);
            boolean properName = start > 0 && span.stream().anyMatch(Token::capitalised);
            if (!edged && !properName) {
                schema.tables().forEach(table -> addComments(table, words, named, links));
            }
        }
        if (links.isEmpty()) {
            return Optional.empty();
        }
        links.sort(Comparator.comparingDouble(Link::score).reversed());
        double best = links.getFirst().score();
        var kept =
                links.stream().filter(l -> l.score() >= best - SPREAD).limit(MOST_LINKS).toList();
        return Optional.of(new Mention(start, end, words.size(), kept));
    }

    /// A foreign key that is called like the table it points to: the table itself is meant.
    private boolean standsFor(Link.ToColumn link, List<Link> links) {
        var reference = schema.referenceOf(link.column());
        return reference != null
                && link.score() < 0.97
                && links.stream()
                        .anyMatch(l ->
                                l instanceof Link.ToTable t
                                        && t.table().equals(reference.to())
                                        && t.score() >= link.score());
    }

    private static boolean isName(List<Token> span, List<String> words) {
        return span.stream().allMatch(Token::isWord)
                && !GLUE.contains(span.getFirst().lemma())
                && !GLUE.contains(span.getLast().lemma())
                && words.stream().anyMatch(w -> !PlainWords.isStop(w));
    }

    private void addNames(SchemaTable table, List<String> words, List<Link> links) {
        double tableScore = matcher.fit(words, table.words(), List.of()).score();
        if (tableScore >= LEAST) {
            links.add(new Link.ToTable(table.id(), tableScore));
        }
        for (var column : table.columns()) {
            var fit = matcher.fit(words, column.words(), table.words());
            double score = fit.qualified() ? Math.min(1, fit.score() + 0.02) : fit.score();
            if (score < KEY && isKeyOf(table, column, words)) {
                score = KEY;
            }
            if (score >= LEAST) {
                links.add(new Link.ToColumn(column, score, fit.qualified()));
            }
        }
    }

    /// "id" alone means the table's only key column, however it is called.
    private boolean isKeyOf(SchemaTable table, SchemaColumn column, List<String> words) {
        boolean id = Set.of("id", "identifier", "key").contains(words.getLast());
        boolean qualified =
                words.size() == 1
                        || words.size() == 2
                                && table.words().stream()
                                        .anyMatch(w -> matcher.like(words.getFirst(), w) >= 0.9);
        return id && qualified && table.primaryKey().equals(List.of(column.name()));
    }

    /// A comment that says just the asked words is as good as a name; one that only contains them is a hint.
    private void addComments(
            SchemaTable table, List<String> words, boolean named, List<Link> links) {
        for (var column : table.columns()) {
            boolean same = words.size() > 1 && column.commentWords().equals(Set.copyOf(words));
            if (same
                    && links.stream()
                            .noneMatch(l ->
                                    l instanceof Link.ToColumn c && c.column().equals(column))) {
                links.add(new Link.ToColumn(column, SAME_COMMENT, false));
            }
        }
        if (named) {
            return;
        }
        if (words.size() == 1 && said(words, table.commentWords())) {
            links.add(new Link.ToTable(table.id(), TABLE_COMMENT));
        }
        for (var column : table.columns()) {
            if (!column.key()
                    && !column.looksLikeIdentifier()
                    && said(words, column.commentWords())) {
                links.add(new Link.ToColumn(column, COLUMN_COMMENT, false));
            }
        }
    }

    private boolean said(List<String> words, Set<String> comment) {
        return !comment.isEmpty()
                && words.stream().noneMatch(w -> w.length() < 3 || PlainWords.isStop(w))
                && words.stream().anyMatch(w -> !PlainWords.isVague(w))
                && words.stream()
                        .allMatch(w -> comment.stream().anyMatch(c -> matcher.like(w, c) >= 0.9));
    }

    private List<Link.ToValue> valueLinks(List<Token> span) {
        if (span.stream().anyMatch(t -> t.kind() == Token.Kind.MARK)) {
            return List.of();
        }
        boolean quoted = span.stream().anyMatch(t -> t.kind() == Token.Kind.QUOTED);
        var text = span.stream().map(Token::text).collect(Collectors.joining(" "));
        if (!quoted
                && (text.length() < 3
                        || span.stream().allMatch(t -> t.kind() == Token.Kind.NUMBER))) {
            return List.of();
        }
        if (!quoted && span.size() == 1 && PlainWords.isStop(span.getFirst().lemma())) {
            return List.of();
        }
        var found = values.find(text);
        if (found.isEmpty() && span.size() == 1 && !quoted) {
            found = values.find(span.getFirst().lemma());
            if (found.isEmpty() && span.getFirst().capitalised()) {
                var place = values.findPlace(text);
                return place.isEmpty() && text.length() >= 4 ? values.findPart(text) : place;
            }
        }
        return found;
    }
}
