package dev.sluice.benchmarks.chaos.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Something that a customer wants done.
///
/// @param kind for the report
/// @param route that takes it
/// @param body without tags
record Wish(String kind, String route, Map<String, Object> body) {
    /// Rules answer these.
    static final List<String> QUESTIONS =
            List.of(
                    "total amount by region",
                    "How many sales are there?",
                    "average amount by region");

    /// Takes seconds, because its view does.
    static final String SLOW_QUESTION = "How many voyages are there?";

    /// The kind of what is never accepted.
    static final String REFUSED = "refused";

    private static final String SENSELESS = "Will it rain tomorrow?";
    private static final int ROWS_PER_PART = 40_000;

    /// Makes wishes, the same ones for the same random numbers.
    static Wish random(Random random) {
        var dice = random.nextInt(100);
        if (dice < 42) {
            return analysis("analysis", QUESTIONS.get(random.nextInt(QUESTIONS.size())));
        }
        if (dice < 54) {
            return analysis("slow analysis", SLOW_QUESTION);
        }
        if (dice < 57) {
            return analysis("senseless analysis", SENSELESS);
        }
        if (dice < 77) {
            return small(random);
        }
        return large(random);
    }

    /// Something that has an answer.
    static Wish question(Random random) {
        return analysis("analysis", QUESTIONS.get(random.nextInt(QUESTIONS.size())));
    }

    /// Something of which many can be wanted at once.
    static Wish quick(Random random) {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> question(random);
            case 4, 5 -> analysis("slow analysis", SLOW_QUESTION);
            default -> small(random);
        };
    }

    /// Something that is refused, whoever judges it.
    static Wish wrong(Random random) {
        return random.nextBoolean()
                ? export(REFUSED, "SELECT id FROM sales", "parchment", "none", Map.of())
                : new Wish(REFUSED, "/v1/analyses", Map.of());
    }

    private static Wish analysis(String kind, String question) {
        return new Wish(kind, "/v1/analyses", Map.of("question", question));
    }

    private static Wish small(Random random) {
        var sql = "SELECT id, region, amount FROM sales WHERE id % 10 = " + random.nextInt(10);
        return random.nextInt(4) == 0
                ? export("small parquet", sql, "parquet", "zstd", Map.of())
                : export("small csv", sql, "csv", "none", Map.of());
    }

    private static Wish large(Random random) {
        var all = "SELECT id, station, seen_at, level, note FROM readings";
        var options = Map.<String, Object>of("rows_per_part", ROWS_PER_PART);
        return switch (random.nextInt(6)) {
            case 0 -> export("csv", all, "csv", "none", Map.of());
            case 1 -> export("split csv", all, "csv", "none", options);
            case 2 -> export("split gzip", all, "csv", "gzip", options);
            case 3 -> export("parquet", all, "parquet", "zstd", Map.of());
            case 4 ->
                    export(
                            "sorted csv",
                            all + " WHERE station < 300 ORDER BY id",
                            "csv",
                            "none",
                            Map.of());
            default -> export("split parquet", all, "parquet", "snappy", options);
        };
    }

    private static Wish export(
            String kind,
            String sql,
            String format,
            String compression,
            Map<String, Object> options) {
        var body = new HashMap<String, Object>();
        body.put("sql", sql);
        body.put("format", format);
        body.put("compression", compression);
        if (!options.isEmpty()) {
            body.put("options", options);
        }
        return new Wish(kind, "/v1/exports", Map.copyOf(body));
    }

    /// With tags by which its job is found whoever made it.
    Map<String, Object> tagged(String... tags) {
        var all = new ArrayList<>(List.of("chaos"));
        all.addAll(List.of(tags));
        var tagged = new HashMap<>(body);
        tagged.put("tags", all);
        return tagged;
    }

    /// As an entry of a batch names it.
    String type() {
        return route.equals("/v1/exports") ? "export" : "analysis";
    }
}
