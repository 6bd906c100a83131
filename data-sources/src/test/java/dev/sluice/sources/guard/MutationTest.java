package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Whatever is done to a statement, the answer is a guarded statement or a problem with a code, and what
/// is let through is judged the same again.
class MutationTest {
    private static final long SEED = Long.getLong("sluice.guard.seed", 20_261_120L);
    private static final int MUTATIONS = Integer.getInteger("sluice.guard.mutations", 4_000);
    private static final List<String> SPICE =
            List.of(
                    "(",
                    ")",
                    "[",
                    "]",
                    ",",
                    ";",
                    ".",
                    "::",
                    ":",
                    "'",
                    "\"",
                    "--",
                    "/*",
                    "*/",
                    "$$",
                    "E'",
                    "U&'",
                    "?",
                    "@>",
                    "*",
                    "-",
                    "=>",
                    "pg_sleep(1)",
                    "FOR UPDATE",
                    "INTO x",
                    "pg_class",
                    "FROM",
                    "SELECT",
                    "WHERE",
                    "AS",
                    "OVER (",
                    "FILTER (WHERE",
                    "WITHIN GROUP (",
                    "CASE",
                    "END",
                    "BETWEEN",
                    "AND",
                    "NOT",
                    "IN",
                    "ARRAY[",
                    "ROW(",
                    "VALUES",
                    "TABLE",
                    "WITH x AS (DELETE FROM stores)",
                    "LATERAL",
                    "GROUP BY",
                    "CUBE(",
                    "GROUPING SETS (",
                    "WINDOW w AS (",
                    "LIMIT",
                    "ANY (",
                    "COLLATE",
                    "restock(1)",
                    "DATE",
                    "'x'",
                    "1",
                    "\0",
                    "\\",
                    "é",
                    "😀");
    private static final Set<String> CODES =
            Set.of(
                    "unsafe_sql",
                    "invalid_sql",
                    "unknown_table",
                    "unknown_column",
                    "validation_failed");

    /// In no statement that is let through, in any case or form.
    private static final List<String> NEVER =
            List.of(
                    "pg_sleep(",
                    "from pg_class",
                    "for update",
                    "restock(",
                    "delete from",
                    "select into",
                    "pg_read_file(");

    private final SqlGuard guard = new SqlGuard();

    @Test
    void endsInAVerdictWhateverTheText() {
        var random = new Random(SEED);
        var catalog = RetailCorpus.catalog();
        var seeds =
                Stream.of(
                                RetailCorpus.statements("legit.jsonl"),
                                RetailCorpus.lines("own-legit.sql"),
                                RetailCorpus.statements("attacks.jsonl"),
                                RetailCorpus.lines("own-attacks.sql"))
                        .flatMap(s -> s)
                        .map(RetailCorpus.Statement::sql)
                        .filter(sql -> sql.length() < 600)
                        .toList();
        int passed = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            String sql = mutated(seeds.get(random.nextInt(seeds.size())), seeds, random);
            try {
                var guarded = guard.judge(catalog, sql);
                assertThat(guard.judge(catalog, guarded.sql()).sql())
                        .as("seed %d, mutation %d: %s", SEED, i, sql)
                        .isEqualTo(guarded.sql());
                assertThat(withoutStringsAndQuotedNames(guarded.sql()))
                        .as("seed %d, mutation %d: %s", SEED, i, sql)
                        .doesNotContain(NEVER);
                passed++;
            } catch (ProblemException problem) {
                assertThat(problem.problem().code()).as(sql).isIn(CODES);
            }
        }
        assertThat(passed).isBetween(MUTATIONS / 50, MUTATIONS);
    }

    private static String mutated(String sql, List<String> seeds, Random random) {
        var parts = new ArrayList<>(List.of(sql.split("(?<=\\W)|(?=\\W)")));
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(parts.size());
            switch (random.nextInt(6)) {
                case 0 -> parts.set(at, "");
                case 1 -> parts.add(at, parts.get(random.nextInt(parts.size())));
                case 2 -> parts.add(at, " " + SPICE.get(random.nextInt(SPICE.size())) + " ");
                case 3 -> parts.set(at, " " + SPICE.get(random.nextInt(SPICE.size())) + " ");
                case 4 -> parts.set(at, parts.set(random.nextInt(parts.size()), parts.get(at)));
                default -> {
                    var other = seeds.get(random.nextInt(seeds.size())).split("(?<=\\W)|(?=\\W)");
                    parts.add(at, other[random.nextInt(other.length)]);
                }
            }
        }
        return String.join("", parts);
    }

    private static String withoutStringsAndQuotedNames(String sql) {
        return sql.replaceAll("'(?:[^']|'')*'", "''")
                .replaceAll("\"(?:[^\"]|\"\")*\"", "\"\"")
                .toLowerCase(java.util.Locale.ROOT);
    }
}
