package dev.sluice.questions.schema;

import java.util.List;
import java.util.Set;

/// A column as the rules see it.
///
/// @param words of its name, without a prefix that all columns of the table share
/// @param commentWords lemmas of its comment
/// @param key whether it belongs to the primary key or to a foreign key
public record SchemaColumn(
        TableId table,
        String name,
        ColumnKind kind,
        List<String> words,
        Set<String> commentWords,
        List<String> values,
        boolean primaryKey,
        boolean foreignKey) {

    public boolean key() {
        return primaryKey || foreignKey;
    }

    /// Whether adding up its values makes sense.
    public boolean isMeasure() {
        return kind.isNumber() && !key() && !looksLikeIdentifier() && !isYear();
    }

    public boolean isYear() {
        return kind == ColumnKind.INTEGER && words.contains("year");
    }

    /// Numbers that name things: "id", "zip", also short names that end with "id" ("pid").
    public boolean looksLikeIdentifier() {
        var last = words.isEmpty() ? "" : words.getLast();
        if (kind == ColumnKind.INTEGER
                && words.size() == 1
                && last.endsWith("id")
                && last.length() <= 5
                && !Set.of("paid", "bid", "grid", "acid", "solid", "rapid").contains(last)) {
            return true;
        }
        return Set.of("id", "code", "uuid", "zip", "phone").contains(last);
    }

    /// Whether its values are averaged rather than added up, judged by its name.
    public boolean isRate() {
        return words.stream().anyMatch(RATE_WORDS::contains) || commentWords.contains("percent");
    }

    /// Whether its name says that it adds up.
    public boolean isAmount() {
        return words.stream().anyMatch(AMOUNT_WORDS::contains);
    }

    public String spoken() {
        return Identifiers.spoken(name);
    }

    private static final Set<String> AMOUNT_WORDS =
            Set.of(
                    "total",
                    "sum",
                    "amount",
                    "amt",
                    "quantity",
                    "qty",
                    "count",
                    "number",
                    "num",
                    "sold",
                    "sales",
                    "revenue",
                    "turnover",
                    "profit",
                    "volume",
                    "spent",
                    "paid");

    private static final Set<String> RATE_WORDS =
            Set.of(
                    "rate",
                    "ratio",
                    "pct",
                    "percent",
                    "percentage",
                    "perc",
                    "price",
                    "average",
                    "avg",
                    "mean",
                    "age",
                    "score",
                    "rating",
                    "index",
                    "factor",
                    "coefficient",
                    "share",
                    "temperature",
                    "temp",
                    "speed",
                    "height",
                    "weight",
                    "density",
                    "latitude",
                    "longitude",
                    "level",
                    "rank",
                    "gpa",
                    "grade",
                    "discount",
                    "probability",
                    "frequency",
                    "per");
}
