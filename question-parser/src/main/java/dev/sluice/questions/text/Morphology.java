package dev.sluice.questions.text;

import java.util.Map;
import java.util.Set;

/// Simple English word forms: singulars, and stems that let "priced", "pricing" and "price" meet.
public final class Morphology {
    private static final Map<String, String> IRREGULAR =
            Map.ofEntries(
                    Map.entry("people", "person"),
                    Map.entry("ids", "id"),
                    Map.entry("children", "child"),
                    Map.entry("men", "man"),
                    Map.entry("women", "woman"),
                    Map.entry("feet", "foot"),
                    Map.entry("mice", "mouse"),
                    Map.entry("indices", "index"),
                    Map.entry("vertices", "vertex"),
                    Map.entry("criteria", "criterion"),
                    Map.entry("analyses", "analysis"),
                    Map.entry("statuses", "status"),
                    Map.entry("buses", "bus"),
                    Map.entry("lives", "life"),
                    Map.entry("leaves", "leaf"),
                    Map.entry("shelves", "shelf"),
                    Map.entry("movies", "movie"),
                    Map.entry("cookies", "cookie"),
                    Map.entry("calories", "calorie"),
                    Map.entry("zombies", "zombie"),
                    Map.entry("ties", "tie"),
                    Map.entry("has", "have"),
                    Map.entry("had", "have"),
                    Map.entry("is", "be"),
                    Map.entry("are", "be"),
                    Map.entry("was", "be"),
                    Map.entry("were", "be"),
                    Map.entry("does", "do"),
                    Map.entry("did", "do"));

    /// Words that end in s and are no plurals.
    private static final Set<String> SINGULAR =
            Set.of(
                    "this",
                    "series",
                    "species",
                    "news",
                    "status",
                    "gas",
                    "bus",
                    "lens",
                    "analysis",
                    "basis",
                    "canvas",
                    "atlas",
                    "always",
                    "gps",
                    "sales",
                    "means",
                    "physics",
                    "economics",
                    "mathematics",
                    "plus",
                    "versus",
                    "less",
                    "yes",
                    "its",
                    "his",
                    "as",
                    "us",
                    "whereas",
                    "towards",
                    "perhaps",
                    "besides");

    private static final Map<String, String> STEMS =
            Map.ofEntries(
                    Map.entry("sold", "sell"),
                    Map.entry("sale", "sell"),
                    Map.entry("sales", "sell"),
                    Map.entry("bought", "buy"),
                    Map.entry("spent", "spend"),
                    Map.entry("spoken", "speak"),
                    Map.entry("written", "write"),
                    Map.entry("wrote", "write"),
                    Map.entry("taught", "teach"),
                    Map.entry("made", "make"),
                    Map.entry("paid", "pay"),
                    Map.entry("held", "hold"),
                    Map.entry("taken", "take"),
                    Map.entry("given", "give"),
                    Map.entry("lost", "lose"),
                    Map.entry("won", "win"),
                    Map.entry("weigh", "weight"),
                    Map.entry("weighing", "weight"),
                    Map.entry("born", "birth"));

    private Morphology() {}

    /// @param word in lower case
    public static String lemma(String word) {
        var irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        int n = word.length();
        if (n < 4 || !word.endsWith("s") || SINGULAR.contains(word)) {
            return word;
        }
        if (word.endsWith("ies") && n > 4) {
            return word.substring(0, n - 3) + "y";
        }
        if (word.endsWith("sses")
                || word.endsWith("xes")
                || word.endsWith("ches")
                || word.endsWith("shes")
                || word.endsWith("zzes")) {
            return word.substring(0, n - 2);
        }
        if (word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
            return word;
        }
        return word.substring(0, n - 1);
    }

    /// A shorter form that related words share; only for comparing.
    public static String stem(String word) {
        var known = STEMS.get(word);
        if (known != null) {
            return known;
        }
        var w = lemma(word);
        for (var suffix : new String[] {"ings", "ing", "ed", "ers", "er", "or", "ion", "ment"}) {
            boolean verb = suffix.equals("ed") || suffix.equals("ing");
            if (w.endsWith(suffix) && w.length() - suffix.length() >= (verb ? 3 : 4)) {
                w = w.substring(0, w.length() - suffix.length());
                break;
            }
        }
        if (w.length() > 4 && (w.endsWith("e") || w.endsWith("y") || w.endsWith("i"))) {
            w = w.substring(0, w.length() - 1);
        }
        int n = w.length();
        boolean doubled =
                n > 4
                        && w.charAt(n - 1) == w.charAt(n - 2)
                        && "lstmnprgbd".indexOf(w.charAt(n - 1)) >= 0;
        return doubled ? w.substring(0, n - 1) : w;
    }
}
