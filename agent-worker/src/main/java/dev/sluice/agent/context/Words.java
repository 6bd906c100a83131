package dev.sluice.agent.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Plain words of questions and names, comparable with each other: lower case, without plural endings,
/// `salesData` and `sales_data` cut at the same place.
public final class Words {
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final Pattern HUMP = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private Words() {}

    public static List<String> of(String text) {
        var words = new ArrayList<String>();
        var matcher = WORD.matcher(HUMP.matcher(text).replaceAll(" "));
        while (matcher.find()) {
            words.add(singular(matcher.group().toLowerCase(Locale.ROOT)));
        }
        return words;
    }

    /// English plural endings only; a word it does not know stays as it is.
    static String singular(String word) {
        if (word.length() > 4 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.length() > 4
                && (word.endsWith("sses")
                        || word.endsWith("xes")
                        || word.endsWith("ches")
                        || word.endsWith("shes"))) {
            return word.substring(0, word.length() - 2);
        }
        if (word.length() > 3
                && word.endsWith("s")
                && !word.endsWith("ss")
                && !word.endsWith("us")
                && !word.endsWith("is")) {
            return word.substring(0, word.length() - 1);
        }
        return word;
    }
}
