package dev.sluice.questions.lexicon;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Everyday English words that name the same thing in data of any kind. Short on purpose: what
/// is particular to a business belongs into comments of its catalog.
public final class Synonyms {
    private static final List<Set<String>> GROUPS =
            List.of(
                    Set.of("quantity", "unit", "piece"),
                    Set.of("revenue", "turnover", "sales"),
                    Set.of("profit", "margin"),
                    Set.of("customer", "client", "buyer"),
                    Set.of("employee", "staff", "worker"),
                    Set.of("country", "nation"),
                    Set.of("city", "town"),
                    Set.of("shop", "store", "outlet"),
                    Set.of("vendor", "supplier"),
                    Set.of("product", "item", "article"),
                    Set.of("phone", "telephone"),
                    Set.of("kind", "type"),
                    Set.of("salary", "wage"),
                    Set.of("location", "place"),
                    Set.of("gender", "sex"),
                    Set.of("score", "rating"),
                    Set.of("picture", "image", "photo"),
                    Set.of("email", "mail"),
                    Set.of("begin", "start"),
                    Set.of("finish", "end"),
                    Set.of("zip", "postcode", "postal"));

    private static final Map<String, Integer> GROUP_OF = new HashMap<>();

    static {
        for (int i = 0; i < GROUPS.size(); i++) {
            for (var word : GROUPS.get(i)) {
                GROUP_OF.put(word, i);
            }
        }
    }

    private Synonyms() {}

    public static boolean same(String a, String b) {
        var group = GROUP_OF.get(a);
        return group != null && group.equals(GROUP_OF.get(b));
    }
}
