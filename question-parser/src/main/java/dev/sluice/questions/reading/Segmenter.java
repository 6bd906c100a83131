package dev.sluice.questions.reading;

import dev.sluice.questions.lexicon.Cue;
import dev.sluice.questions.lexicon.CuePhrases;
import dev.sluice.questions.lexicon.PlainWords;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.linking.Linker;
import dev.sluice.questions.linking.Mention;
import dev.sluice.questions.text.Morphology;
import dev.sluice.questions.text.Token;
import dev.sluice.questions.time.Grain;
import dev.sluice.questions.time.TimeExpressions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Cuts a question into items: the longest and best fitting pieces win.
public final class Segmenter {
    private final Linker linker;
    private final LocalDate today;

    public Segmenter(Linker linker, LocalDate today) {
        this.linker = linker;
        this.today = today;
    }

    private record Piece(int start, int end, double weight, Item item) {}

    public List<Item> segment(List<Token> tokens) {
        var chosen = new @Nullable Piece[tokens.size()];
        var times = new TimeExpressions(tokens, today);
        for (int i = 0; i < tokens.size(); i++) {
            var found = times.at(i).orElse(null);
            if (found != null) {
                place(chosen, new Piece(i, found.end(), 0, new Item.Time(found.range())));
                i = found.end() - 1;
            }
        }
        var pieces = new ArrayList<Piece>();
        for (int start = 0; start < tokens.size(); start++) {
            collect(tokens, start, pieces);
        }
        pieces.sort(
                Comparator.comparingDouble(Piece::weight)
                        .reversed()
                        .thenComparingInt(Piece::start));
        for (var piece : pieces) {
            if (free(chosen, piece)) {
                place(chosen, piece);
            }
        }
        return items(tokens, chosen);
    }

    private void collect(List<Token> tokens, int start, List<Piece> pieces) {
        for (int end = start + 1; end <= Math.min(tokens.size(), start + Linker.LONGEST); end++) {
            int last = end;
            if (end - start <= CuePhrases.LONGEST) {
                cue(tokens.subList(start, end))
                        .ifPresent(cue ->
                                pieces.add(
                                        new Piece(
                                                start,
                                                last,
                                                cueWeight(cue, last - start),
                                                new Item.OfCue(cue, text(tokens, start, last)))));
            }
            mention(tokens, start, end)
                    .ifPresent(m ->
                            pieces.add(
                                    new Piece(
                                            start,
                                            last,
                                            weight(m),
                                            new Item.Open(m, text(tokens, start, last)))));
        }
    }

    private static Optional<Cue> cue(List<Token> span) {
        if (span.stream().anyMatch(t -> t.kind() == Token.Kind.QUOTED)) {
            return Optional.empty();
        }
        var lower = span.stream().map(Token::lower).collect(Collectors.joining(" "));
        var cue = CuePhrases.find(lower);
        return cue.isPresent()
                ? cue
                : CuePhrases.find(span.stream().map(Token::lemma).collect(Collectors.joining(" ")));
    }

    private static double cueWeight(Cue cue, int tokens) {
        return switch (cue.type()) {
            case UNSUPPORTED, HAVING, SORT, FILE -> tokens * 0.93;
            default -> tokens * 1.0 + 0.05;
        };
    }

    /// A longer name that fits weighs more than its parts; glue words between them count, too.
    private static double weight(Mention mention) {
        int tokens = mention.end() - mention.start();
        double best = mention.best();
        if (best >= 0.97 && tokens > 1) {
            return tokens * best + 0.1;
        }
        // what only a comment hints at yields to names and values inside it
        return best < 0.7 ? best : mention.words() * best;
    }

    private Optional<Mention> mention(List<Token> tokens, int start, int end) {
        var linked =
                linker.link(tokens, start, end)
                        .filter(m -> !countsWhatItNames(tokens.subList(start, end), m));
        boolean cueInside = end - start > 1 && hasCueInside(tokens.subList(start, end));
        if (linked.isPresent() && cueInside && linked.get().best() < 0.9) {
            return Optional.empty();
        }
        if (end - start > 1) {
            return linked;
        }
        var token = tokens.get(start);
        boolean verb =
                PlainWords.isLight(Morphology.stem(token.lower()))
                        && !token.lower().equals(token.lemma() + "s");
        if (verb && linked.isPresent() && linked.get().best() < 0.85) {
            return Optional.empty();
        }
        var grain = Grain.adjective(token.lower()).or(() -> Grain.noun(token.lemma()));
        if (grain.isEmpty() || !token.isWord()) {
            return linked;
        }
        var links = new ArrayList<Link>(linked.map(Mention::links).orElse(List.of()));
        links.removeIf(l -> l.score() < 0.85);
        links.add(new Link.ToGrain(grain.get(), 0.93));
        links.sort(Comparator.comparingDouble(Link::score).reversed());
        return Optional.of(new Mention(start, end, 1, links));
    }

    /// "number of customers" counts customers, also where a column is called customer number; only names
    /// in this order, such as number_of_doors, are meant by it.
    private static boolean countsWhatItNames(List<Token> span, Mention mention) {
        boolean counts =
                span.size() > 2
                        && CuePhrases.find(span.get(0).lower() + " " + span.get(1).lower())
                                .filter(cue -> cue.is(Cue.Type.COUNT))
                                .isPresent();
        return counts
                && mention.links().getFirst() instanceof Link.ToColumn link
                && !link.column().words().getFirst().equals(span.getFirst().lemma());
    }

    private static boolean hasCueInside(List<Token> span) {
        return span.stream().anyMatch(t -> CuePhrases.find(t.lower()).isPresent());
    }

    private static boolean free(@Nullable Piece[] chosen, Piece piece) {
        for (int i = piece.start(); i < piece.end(); i++) {
            if (chosen[i] != null) {
                return false;
            }
        }
        return true;
    }

    private static void place(@Nullable Piece[] chosen, Piece piece) {
        for (int i = piece.start(); i < piece.end(); i++) {
            chosen[i] = piece;
        }
    }

    private static List<Item> items(List<Token> tokens, @Nullable Piece[] chosen) {
        var items = new ArrayList<Item>();
        for (int i = 0; i < tokens.size(); i++) {
            var piece = chosen[i];
            if (piece != null) {
                items.add(piece.item());
                i = piece.end() - 1;
            } else {
                items.add(single(tokens.get(i), i));
            }
        }
        return List.copyOf(items);
    }

    private static Item single(Token token, int position) {
        if (token.kind() == Token.Kind.QUOTED) {
            return new Item.Text(token.text());
        }
        var number = token.number();
        if (number != null) {
            return new Item.Number(number);
        }
        if (token.lower().equals("and")
                || token.lower().equals("or")
                || token.text().startsWith(",")) {
            return new Item.Joint(token.lower().startsWith(",") ? "," : token.lower());
        }
        if (token.kind() == Token.Kind.MARK
                || PlainWords.isStop(token.lower())
                || PlainWords.isStop(token.lemma())) {
            return new Item.Plain(token.lower());
        }
        boolean light = PlainWords.isLight(Morphology.stem(token.lower()));
        return new Item.Stray(token.text(), light, position > 0 && token.capitalised());
    }

    private static String text(List<Token> tokens, int start, int end) {
        return tokens.subList(start, end).stream()
                .map(Token::text)
                .collect(Collectors.joining(" "));
    }
}
