package dev.sluice.questions.linking;

import dev.sluice.questions.lexicon.PlainWords;
import dev.sluice.questions.text.Likeness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How well words of a question fit the words of a name.
final class NameMatcher {
    private static final double VAGUE = 0.35;
    private static final double CONTEXT = 0.2;

    private final Map<String, Map<String, Double>> likeness = new HashMap<>();

    /// @param complete whether every word of the name was said
    /// @param qualified whether words of the context (the table's name) were said, too
    record Fit(double score, boolean complete, boolean qualified) {
        static final Fit NONE = new Fit(0, false, false);
    }

    /// @param context words that may stand beside the name's own: those of its table
    Fit fit(List<String> asked, List<String> named, List<String> context) {
        if (String.join("", asked).equals(String.join("", named))) {
            return new Fit(1, true, false);
        }
        boolean[] said = new boolean[named.size()];
        double sum = 0;
        int matched = 0;
        boolean qualified = false;
        for (var word : asked) {
            int best = -1;
            double bestLikeness = 0;
            for (int j = 0; j < named.size(); j++) {
                double like = said[j] ? 0 : like(word, named.get(j));
                if (like > bestLikeness) {
                    best = j;
                    bestLikeness = like;
                }
            }
            if (best >= 0) {
                said[best] = true;
                sum += bestLikeness;
                matched++;
            } else if (context.stream().anyMatch(c -> like(word, c) >= 0.9)) {
                qualified = true;
            } else {
                return Fit.NONE;
            }
        }
        return matched == 0
                ? Fit.NONE
                : new Fit(score(sum / matched, said, named, context), allSaid(said), qualified);
    }

    private static double score(
            double likeness, boolean[] said, List<String> named, List<String> context) {
        double total = 0;
        double covered = 0;
        boolean substance = false;
        boolean silentSubstance = false;
        for (int j = 0; j < named.size(); j++) {
            var word = named.get(j);
            boolean vague = PlainWords.isVague(word);
            double weight = context.contains(word) ? CONTEXT : vague ? VAGUE : 1;
            total += weight;
            covered += said[j] ? weight : 0;
            substance |= said[j] && !vague;
            silentSubstance |= !said[j] && weight == 1;
        }
        double coverage = covered / total;
        double score = likeness * (0.58 + 0.42 * coverage);
        if (!headSaid(said, named)) {
            score *= 0.88;
        }
        return !substance && silentSubstance ? score * 0.85 : score;
    }

    /// The last word that is not vague says what it is: "shelf price" is a price, "price reason" is a reason.
    private static boolean headSaid(boolean[] said, List<String> named) {
        for (int j = named.size() - 1; j >= 0; j--) {
            if (!PlainWords.isVague(named.get(j))) {
                return said[j];
            }
        }
        return true;
    }

    private static boolean allSaid(boolean[] said) {
        for (boolean s : said) {
            if (!s) {
                return false;
            }
        }
        return true;
    }

    double like(String asked, String named) {
        return likeness.computeIfAbsent(asked, a -> new HashMap<>())
                .computeIfAbsent(named, n -> Likeness.of(asked, n));
    }
}
