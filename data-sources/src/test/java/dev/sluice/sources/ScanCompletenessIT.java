package dev.sluice.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.sluice.model.problem.ProblemException;
import dev.sluice.model.source.SourceConnection;
import dev.sluice.sources.reading.CopyFormat;
import dev.sluice.sources.reading.ScanRequest;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever another session does to the table, and at whichever statement of the scan: the rows are the
/// snapshot's, each once, or the scan fails. Never fewer rows that look like all.
@Timeout(60)
class ScanCompletenessIT {
    private static final String READ = "SELECT id, pad FROM victim WHERE id > 5";
    private static final String CONFIRM = "confirm";
    private static final String SNAPSHOT = "SELECT pg_catalog.statement_timestamp()";

    private static final TestSource SOURCE = TestSource.create();
    private static final DataSources SOURCES = DataSources.create(DataSourcesSettings.defaults());

    private static final List<String> CHANGES =
            List.of(
                    "TRUNCATE victim",
                    "ALTER TABLE victim ALTER COLUMN id TYPE bigint",
                    "DELETE FROM victim WHERE id % 2 = 0; VACUUM victim",
                    "VACUUM (FULL) victim",
                    "CLUSTER victim USING victim_pkey",
                    "UPDATE victim SET pad = 'changed' WHERE id % 3 = 0; VACUUM victim",
                    "ALTER TABLE victim ADD COLUMN more uuid DEFAULT gen_random_uuid()",
                    "ALTER TABLE victim DROP COLUMN pad",
                    "DROP TABLE victim",
                    "BEGIN; DROP TABLE victim; CREATE TABLE victim (id int, pad text); COMMIT");

    /// Beginnings of statements, in the order in which a scan sends them; `2` for the second such one.
    private static final List<String> STEPS =
            List.of(
                    "BEGIN",
                    "LOCK TABLE",
                    SNAPSHOT,
                    "SELECT * FROM (",
                    "EXPLAIN",
                    "2EXPLAIN",
                    "SELECT pg_catalog.pg_export_snapshot()",
                    "2BEGIN",
                    "SET TRANSACTION SNAPSHOT",
                    "2LOCK TABLE",
                    "COPY",
                    "2COPY",
                    "3COPY",
                    CONFIRM);

    private static final List<String> TELLING =
            List.of(
                    "LOCK TABLE",
                    SNAPSHOT,
                    "EXPLAIN",
                    "SET TRANSACTION SNAPSHOT",
                    "2COPY",
                    CONFIRM);

    static Stream<Arguments> aFew() {
        return every().filter(ScanCompletenessIT::isTelling);
    }

    static Stream<Arguments> all() {
        return every().filter(a -> !isTelling(a));
    }

    private static Stream<Arguments> every() {
        return STEPS.stream().flatMap(step -> CHANGES.stream().map(c -> Arguments.of(step, c)));
    }

    private static boolean isTelling(Arguments arguments) {
        return TELLING.contains(arguments.get()[0]) && CHANGES.indexOf(arguments.get()[1]) < 3;
    }

    @AfterAll
    static void close() {
        SOURCES.close();
    }

    @ParameterizedTest
    @MethodSource("aFew")
    void aChangeAtAnyStepTakesNoRowAway(String step, String change) throws Exception {
        scanWhile(step, change);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void noneOfTheOtherChangesDoesSo(String step, String change) throws Exception {
        scanWhile(step, change);
    }

    private static void scanWhile(String step, String change) throws Exception {
        fill(change);
        var before = RowSum.of(SOURCE, READ);
        var guarded = SOURCES.guard(direct(), SOURCES.refresh(direct()), READ);
        try (var other = new Bystander(SOURCE);
                var gate = new StatementGate(SOURCE)) {
            var moment = new Moment(step, () -> other.change(change));
            gate.watch(moment::seen);
            try (var scan =
                    SOURCES.scan(at(gate.url()), guarded, ScanRequest.of(CopyFormat.Csv.DEFAULT))) {
                var sum = RowSum.NONE;
                try (var reader = scan.reader()) {
                    for (int range = 0; range < scan.ranges(); range++) {
                        try (var copy = reader.open(range)) {
                            sum = sum.plus(RowSum.of(copy));
                        }
                    }
                }
                moment.seen(CONFIRM);
                scan.confirm();
                // one range where the change came between the two readers
                assertThat(moment.came() || scan.ranges() == 1).isTrue();
                assertThat(sum).isEqualTo(moment.countsForSnapshot() ? moment.after() : before);
            } catch (ProblemException e) {
                // only where what the statement names was gone before it could be locked
                if (!change.contains("DROP") || !moment.countsForSnapshot()) {
                    fail("failed at " + step + " of " + change, e);
                }
            }
        }
    }

    /// When the change comes, and what it leaves to be read.
    private static final class Moment {
        private final String step;
        private final int occurrence;
        private final java.util.function.BooleanSupplier change;
        private final AtomicInteger seen = new AtomicInteger();
        private final AtomicBoolean snapshotTaken = new AtomicBoolean();
        private final AtomicReference<@Nullable RowSum> after = new AtomicReference<>();
        private volatile boolean came;
        private volatile boolean counts;

        Moment(String step, java.util.function.BooleanSupplier change) {
            boolean numbered = Character.isDigit(step.charAt(0));
            this.step = numbered ? step.substring(1) : step;
            this.occurrence = numbered ? step.charAt(0) - '0' : 1;
            this.change = change;
        }

        void seen(String statement) {
            if (statement.startsWith(step) && seen.incrementAndGet() == occurrence) {
                boolean done = change.getAsBoolean();
                came = true;
                counts = done && !snapshotTaken.get();
                if (counts) {
                    after.set(afterwards());
                }
            }
            if (statement.startsWith(SNAPSHOT)) {
                snapshotTaken.set(true);
            }
        }

        private static @Nullable RowSum afterwards() {
            try {
                return RowSum.of(SOURCE, READ);
            } catch (IllegalStateException nothingToRead) {
                return null;
            }
        }

        boolean came() {
            return came;
        }

        boolean countsForSnapshot() {
            return counts;
        }

        @Nullable RowSum after() {
            return after.get();
        }
    }

    private static void fill(String change) {
        SOURCE.run(
                "CREATE TABLE IF NOT EXISTS model AS SELECT i::int AS id, repeat(md5(i::text), 30) AS"
                        + " pad FROM generate_series(1, 33500) i",
                "DROP TABLE IF EXISTS victim",
                "CREATE TABLE victim AS TABLE model",
                "ANALYZE victim");
        if (change.startsWith("CLUSTER")) {
            SOURCE.run("ALTER TABLE victim ADD PRIMARY KEY (id)");
        }
    }

    private static SourceConnection direct() {
        return SOURCE.connection();
    }

    private static SourceConnection at(String url) {
        return TestSource.connection(
                url,
                SOURCE.database().username(),
                SOURCE.database().password(),
                List.of(),
                List.of());
    }
}
