package dev.sluice.questions.text;

import dev.sluice.questions.lexicon.Abbreviations;
import dev.sluice.questions.lexicon.Synonyms;

/// How much two words mean the same, from 0 (nothing in common) to 1 (the same word).
public final class Likeness {
    private Likeness() {}

    /// @param asked a lemma from the question
    /// @param named a lemma from a name in the catalog
    public static double of(String asked, String named) {
        if (asked.equals(named)) {
            return 1;
        }
        if (Abbreviations.expand(named).equals(Abbreviations.expand(asked))) {
            return 0.96;
        }
        if (Morphology.stem(asked).equals(Morphology.stem(named))) {
            return asked.endsWith("ed")
                            || asked.endsWith("ing")
                            || named.length() > asked.length() + 3
                    ? 0.78
                    : 0.84;
        }
        if (Synonyms.same(asked, Abbreviations.expand(named))) {
            return 0.84;
        }
        return partial(asked, named);
    }

    private static double partial(String asked, String named) {
        int a = asked.length();
        int n = named.length();
        if (n >= 3 && a >= n + 2 && asked.startsWith(named)) {
            return n >= 4 ? 0.8 : 0.72;
        }
        // names without separators: "surname" inside "customersurname"
        if (a >= 4 && n >= a + 3 && (named.endsWith(asked) || named.startsWith(asked))) {
            return 0.76;
        }
        if (a >= 5 && n >= 5 && asked.charAt(0) == named.charAt(0)) {
            int distance = distance(asked, named, 2);
            if (distance == 1) {
                return 0.82;
            }
            if (distance == 2 && Math.min(a, n) >= 8) {
                return 0.74;
            }
        }
        return 0;
    }

    /// Edits between two words, a swap of neighbours counting as one; more than `limit` is `limit + 1`.
    public static int distance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) > limit) {
            return limit + 1;
        }
        int[] beforeLast = new int[b.length() + 1];
        int[] last = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            beforeLast = last;
            last = row;
        }
        return Math.min(last[b.length()], limit + 1);
    }
}
