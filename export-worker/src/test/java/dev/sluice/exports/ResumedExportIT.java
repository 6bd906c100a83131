package dev.sluice.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.jobstore.worker.LeaseLost;
import dev.sluice.model.export.ExportFormat;
import dev.sluice.model.export.ExportOptions;
import dev.sluice.model.export.FinishedPart;
import dev.sluice.model.export.Manifest;
import dev.sluice.model.job.JobState;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.request.ExportRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/// Exports that go on behind the finished parts of attempts before them. The table has some ranges of
/// 16 MiB.
@Timeout(120)
class ResumedExportIT {
    private static final int ROWS = 320_000;
    private static final String ALL = "SELECT id, word, amount FROM sales";
    private static final ExportSettings TWO_READERS =
            new ExportSettings(
                    DataSize.ofMegabytes(512),
                    2,
                    2,
                    DataSize.ofMegabytes(4),
                    DataSize.ofMegabytes(40));

    private static ExportRig rig;

    @BeforeAll
    static void start() throws Exception {
        rig = new ExportRig(TWO_READERS);
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    @BeforeEach
    void fill() throws Exception {
        rig.with(
                "SET lock_timeout = '5s'",
                "DROP TABLE IF EXISTS sales",
                "CREATE UNLOGGED TABLE sales AS SELECT g AS id, repeat(md5(g::text), 4) AS word,"
                        + " mod(g, 1000)::numeric(10,2) AS amount"
                        + " FROM generate_series(1, %d) g".formatted(ROWS),
                "ANALYZE sales");
    }

    private static RecordedJob job(ExportFormat format, ExportOptions.Builder options) {
        return rig.job(
                ALL,
                new ExportRequest(null, format, format.compressions().getFirst(), options.build()));
    }

    /// An attempt that stops, for this reason, when it wants to record that part.
    private static void runUntilPart(RecordedJob job, int part, RuntimeException reason) {
        var parts = new AtomicInteger();
        job.onPart(_ -> {
            if (parts.incrementAndGet() >= part) {
                throw reason;
            }
        });
        assertThatThrownBy(() -> rig.run(job)).isSameAs(reason);
    }

    private static RuntimeException died() {
        return ProblemType.STORE_FAILED.because("the worker died");
    }

    @Test
    void anotherAttemptGoesOnBehindFinishedPartsUnderTheSameSnapshot() throws Exception {
        var first = job(ExportFormat.CSV, ExportOptions.with().rowsPerPart(20_000L));
        try (var held = rig.hold(first)) {
            runUntilPart(first.keptBy(held::snapshot), 6, died());
            assertThat(first.parts()).hasSizeBetween(5, 6);
            assertThat(rig.leftBehind(first)).as("only what is recorded").isEqualTo(5);

            // another snapshot would see neither the old rows nor so few of them
            rig.execute("UPDATE sales SET word = 'changed' WHERE mod(id, 2) = 0");
            rig.execute("INSERT INTO sales SELECT id, word, amount FROM sales LIMIT 1000");

            var second = first.next();
            rig.run(second);
            var manifest = second.manifest();
            assertThat(manifest.parts().stream().map(part -> attempt(part.key())).distinct())
                    .containsExactlyInAnyOrder("1", "2");
            assertThat(manifest.parts()).extracting(Manifest.Part::name).doesNotHaveDuplicates();
            assertThat(manifest.asOf()).isEqualTo(held.snapshot().asOf());
            assertThat(manifest.notes()).isEmpty();
            assertEachRowOnce(manifest);
            assertThat(rig.leftOf(second)).isEqualTo(manifest.parts().size() + 1);
            assertThat(second.thoughts).anyMatch(text -> text.startsWith("Going on behind 5"));
        }
    }

    @Test
    void attemptAfterAttemptComesToTheEnd() throws Exception {
        var job = job(ExportFormat.PARQUET, ExportOptions.with().rowsPerPart(15_000L));
        try (var held = rig.hold(job)) {
            job.keptBy(held::snapshot);
            for (int attempt = 1; attempt <= 4; attempt++) {
                runUntilPart(job, 4, died());
                job = job.next();
            }
            rig.run(job);
            assertThat(job.manifest().rowCount()).isEqualTo(ROWS);
            assertThat(job.manifest().parts())
                    .extracting(part -> attempt(part.key()))
                    .contains("1", "2", "3", "4", "5");
        }
    }

    @Test
    void twoReadersGoOnWhereTwoReadersStopped() throws Exception {
        var job = job(ExportFormat.CSV, ExportOptions.with().bytesPerPart(1_500_000L));
        try (var held = rig.hold(job)) {
            job.keptBy(held::snapshot);
            for (int attempt = 1; attempt <= 2; attempt++) {
                runUntilPart(job, 9, died());
                job = job.next();
            }
            rig.run(job);
            assertEachRowOnce(job.manifest());
            assertThat(job.manifest().parts())
                    .extracting(part -> attempt(part.key()))
                    .contains("1", "2", "3");
        }
    }

    @Test
    void everythingIsReadAgainWhereNobodyHoldsTheSnapshotAnyMore() throws Exception {
        var first = job(ExportFormat.CSV, ExportOptions.with().rowsPerPart(50_000L));
        try (var held = rig.hold(first)) {
            runUntilPart(first.keptBy(held::snapshot), 3, died());
        }
        first.loseSnapshot();
        var second = first.next().keptBy(() -> null);
        rig.run(second);
        assertThat(second.manifest().notes()).containsExactly(Beginnings.READ_AGAIN);
        assertThat(second.manifest().parts())
                .extracting(part -> attempt(part.key()))
                .containsOnly("2");
        assertEachRowOnce(second.manifest());
        assertThat(rig.leftOf(second)).isEqualTo(second.manifest().parts().size() + 1);
    }

    /// The keeper dies after the attempt has looked for it.
    @Test
    void everythingIsReadAgainWhereTheSnapshotIsLostOnTheWay() throws Exception {
        var job = job(ExportFormat.CSV, ExportOptions.with().rowsPerPart(50_000L));
        var asOf = Instant.MAX;
        try (var held = rig.hold(job)) {
            job.keptBy(held::snapshot);
            runUntilPart(job, 3, died());
            asOf = held.snapshot().asOf();
        }
        var second = job.next().keptBy(() -> null);
        rig.run(second);
        assertThat(second.manifest().notes()).containsExactly(Beginnings.SNAPSHOT_LOST);
        assertThat(second.manifest().asOf()).isAfter(asOf);
        assertEachRowOnce(second.manifest());
    }

    @Test
    void partsThatAreGoneFromTheStoreAreNotBuiltOn() throws Exception {
        var first = job(ExportFormat.CSV, ExportOptions.with().rowsPerPart(50_000L));
        try (var held = rig.hold(first)) {
            runUntilPart(first.keptBy(held::snapshot), 3, died());
            rig.objects().deleteAll(first.objectPrefix());
            var second = first.next();
            rig.run(second);
            assertEachRowOnce(second.manifest());
            assertThat(second.manifest().notes()).containsExactly(Beginnings.READ_AGAIN);
        }
    }

    @Test
    void aLostLeaseLeavesWhatWasRecordedToTheNextAttempt() throws Exception {
        var first = job(ExportFormat.CSV, ExportOptions.with().rowsPerPart(50_000L));
        try (var held = rig.hold(first)) {
            runUntilPart(first.keptBy(held::snapshot), 3, new LeaseLost("job_x", 1));
            assertThat(rig.leftBehind(first)).isEqualTo(first.parts().size());
            assertThat(first.parts()).extracting(FinishedPart::coverage).doesNotContain(List.of());
            rig.ended(first, JobState.QUEUED);
            assertThat(rig.leftOf(first)).isEqualTo(first.parts().size());
            rig.ended(first, JobState.CANCELLED);
            assertThat(rig.leftOf(first)).isZero();
        }
    }

    /// A value that its column's type cannot hold changes the format of all files, so parts of another
    /// attempt, which began with the first format, do not fit.
    @Test
    void partsOfAChangedFormatAreNotMixedWithOthers() throws Exception {
        rig.execute("UPDATE sales SET amount = 'NaN' WHERE id = 10");
        var first = job(ExportFormat.PARQUET, ExportOptions.with().rowsPerPart(50_000L));
        try (var held = rig.hold(first)) {
            runUntilPart(
                    first.keptBy(held::snapshot).onPart(_ -> {}),
                    1,
                    ProblemType.STORE_FAILED.because("the worker died"));
            var second = first.next();
            rig.run(second);
            assertThat(second.manifest().notes()).anyMatch(note -> note.contains("amount"));
            assertThat(second.manifest().rowCount()).isEqualTo(ROWS);
        }
    }

    private static void assertEachRowOnce(Manifest manifest) throws Exception {
        assertThat(manifest.rowCount()).isEqualTo(ROWS);
        var seen = new boolean[ROWS + 1];
        for (var part : manifest.parts()) {
            var lines =
                    new String(rig.content(part), StandardCharsets.UTF_8).lines().skip(1).toList();
            assertThat(lines).hasSize((int) part.rows());
            for (var line : lines) {
                var id = Integer.parseInt(line.substring(0, line.indexOf(',')));
                assertThat(seen[id]).as("row %s", id).isFalse();
                seen[id] = true;
            }
        }
    }

    private static String attempt(String key) {
        return key.split("/")[2];
    }
}
