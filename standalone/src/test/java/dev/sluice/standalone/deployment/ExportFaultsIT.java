package dev.sluice.standalone.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.fixtures.Figures;
import dev.sluice.model.job.JobState;
import dev.sluice.standalone.deployment.SourceTable.Digest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Exports between real processes that are killed, stopped and cut off: what is published is every row of
/// one snapshot, once, and what is not published leaves nothing behind.
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportFaultsIT {
    private static final Map<String, Integer> SPLIT =
            Map.of("rows_per_part", ExportRig.ROWS_PER_PART);
    private static final Duration A_MINUTE = Duration.ofSeconds(60);

    private final ExportRig rig = ExportRig.start();

    @AfterAll
    void stopAll() {
        rig.close();
    }

    @BeforeEach
    void restore() {
        rig.restore();
    }

    @Test
    void goesOnByTheSameSnapshotBehindThePartsOfAKilledWorker() {
        var before = rig.table().digest();
        var id = rig.export(SPLIT);
        awaitParts(id, 2);
        rig.workerOf(id).kill();
        var kept = rig.rows().parts(id);
        var taken = rig.rows().snapshotTaken(id);
        rig.table().disturb();
        assertThat(rig.table().digest()).isNotEqualTo(before);
        rig.rows().expireLease(id);
        rig.startMissingWorkers();

        var files = publishedFiles(id, 2, before);
        assertThat(asOf(files)).isEqualTo(taken.truncatedTo(ChronoUnit.MILLIS));
        assertThat(files.path("notes")).isEmpty();
        var download = rig.download(files);
        assertThat(download.keys()).containsAll(kept);
        assertThat(download.attempts()).containsExactly(1, 2);
        assertOnlyNamedObjectsAreLeft(id, download, 2);
        assertSourceIsLeftAlone(Duration.ofSeconds(10));
    }

    @Test
    @Tag("long")
    void beginsAnewAndSaysSoWhereTheSessionOfTheSnapshotEnded() {
        assertBeginsAnew(
                () -> assertThat(rig.table().terminateSessionsThatHoldSnapshots()).isEqualTo(1));
    }

    @Test
    @Tag("long")
    void beginsAnewAndSaysSoWhereTheGatewayWasKilledToo() {
        assertBeginsAnew(rig::replaceGateway);
    }

    private void assertBeginsAnew(Runnable fault) {
        var before = rig.table().digest();
        var id = rig.export(SPLIT);
        awaitParts(id, 2);
        rig.workerOf(id).kill();
        var taken = rig.rows().snapshotTaken(id);
        rig.startMissingWorkers();
        fault.run();
        rig.table().disturb();
        var after = rig.table().digest();
        assertThat(after).isNotEqualTo(before);
        rig.rows().expireLease(id);

        var files = publishedFiles(id, 2, after);
        assertThat(asOf(files)).isAfter(taken);
        assertThat(files.path("notes")).hasSize(1);
        assertThat(files.path("notes").get(0).asString()).contains("snapshot").contains("again");
        var download = rig.download(files);
        assertThat(download.attempts()).containsExactly(2);
        assertOnlyNamedObjectsAreLeft(id, download, 2);
        assertSourceIsLeftAlone(Duration.ofSeconds(10));
    }

    @Test
    @Tag("long")
    void aWorkerThatStoodStillFindsItsJobTakenAndTouchesNothing() {
        var before = rig.table().digest();
        var id = rig.export(SPLIT);
        awaitParts(id, 2);
        var stopped = rig.workerOf(id);
        stopped.pause();
        rig.rows().expireLease(id);
        rig.until("parts of the second attempt", () -> rig.rows().parts(id, 2) > 0);
        assertThat(rig.workerOf(id)).isNotSameAs(stopped);
        stopped.resume();

        var files = publishedFiles(id, 2, before);
        awaitThrownAway(stopped, id);
        assertStillPublished(id, files, before);
    }

    @Test
    @Tag("long")
    void aWorkerThatStoodStillForThreeLeasesFindsItsJobDone() {
        var before = rig.table().digest();
        var id = rig.export(SPLIT);
        awaitParts(id, 2);
        var stopped = rig.workerOf(id);
        stopped.pause();
        var until = Instant.now().plusSeconds(95);

        var files = publishedFiles(id, 2, before);
        await().atMost(Duration.ofSeconds(100)).until(() -> Instant.now().isAfter(until));
        stopped.resume();
        awaitThrownAway(stopped, id);
        assertStillPublished(id, files, before);
    }

    private void awaitThrownAway(ServiceProcess worker, String id) {
        await("the end of the first attempt")
                .atMost(A_MINUTE)
                .until(() ->
                        worker.log()
                                .lines()
                                .anyMatch(
                                        line -> line.contains(id) && line.contains("thrown away")));
    }

    /// Also after whoever was late has done what it does.
    private void assertStillPublished(String id, JsonNode before, Digest rows) {
        var job = rig.client().job(id);
        assertThat(job.state()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(2);
        var files = publishedFiles(id, 2, rows);
        var download = rig.download(files);
        assertThat(download.attempts()).containsExactly(1, 2);
        assertThat(hashes(files)).isEqualTo(hashes(before));
        assertOnlyNamedObjectsAreLeft(id, download, 2);
    }

    @Test
    void aCancelEndsAllReadersAndLeavesNothing() {
        rig.table().pretendRows(50_000_000);
        var id = rig.export(SPLIT);
        rig.until("two readers", () -> rig.table().copiesUnderWay() >= 2);
        awaitParts(id, 1);
        rig.client().cancel(id);

        assertSourceIsLeftAlone(Duration.ofSeconds(5));
        assertThat(rig.end(id).state()).isEqualTo(JobState.CANCELLED);
        await("an empty prefix")
                .atMost(A_MINUTE)
                .until(() -> rig.bucket().keys(ExportRig.prefix(id)).isEmpty());
        assertThat(rig.bucket().unfinishedUploads(ExportRig.prefix(id))).isEmpty();
    }

    @Test
    @Tag("long")
    void aFullStoreFailsTheExportAndRoomLetsARetrySucceed() {
        var mounted = SmallDisk.over(rig.bucketDirectory(), 32);
        assumeThat(mounted).as("this process may mount").isPresent();
        try (var disk = mounted.orElseThrow()) {
            var rows = rig.table().digest();
            var id = rig.export(Map.of());
            var failed = rig.end(id);
            assertThat(failed.state()).isEqualTo(JobState.FAILED);
            var error = Objects.requireNonNull(failed.error());
            assertThat(error.code()).isEqualTo("store_failed");
            assertThat(error.detail()).contains("object store");
            await("an empty prefix")
                    .atMost(A_MINUTE)
                    .until(() -> rig.bucket().keys(ExportRig.prefix(id)).isEmpty());
            assertThat(rig.bucket().unfinishedUploads(ExportRig.prefix(id))).isEmpty();

            assertThat(disk.grow(400)).isTrue();
            var space = System.nanoTime();
            var again = rig.export(Map.of());
            rig.end(again);
            Figures.of("disk of the object store full")
                    .text("export ended", "failed (" + error.code() + ")")
                    .count("objects and uploads left", 0)
                    .seconds(
                            "next export had succeeded after",
                            Duration.ofNanos(System.nanoTime() - space))
                    .print();
            publishedFiles(again, 1, rows);
        }
    }

    @Test
    void filesOfARunningExportThatAskedForItAreWhole() {
        var before = rig.table().digest();
        var id = rig.export(Map.of("rows_per_part", ExportRig.ROWS_PER_PART, "early_parts", true));
        awaitParts(id, 2);
        var worker = rig.workerOf(id);
        worker.pause();
        var early = rig.files(id);
        var fetched = rig.download(early);
        assertThat(rig.client().job(id).state()).isEqualTo(JobState.RUNNING);
        worker.resume();

        assertThat(early.path("complete").asBoolean(true)).isFalse();
        assertThat(fetched.paths()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(rig.table().digestOf(fetched.paths()).distinct())
                .isEqualTo(early.path("row_count").asLong());
        var files = publishedFiles(id, 1, before);
        assertThat(hashes(files)).containsAll(hashes(early));
    }

    private void awaitParts(String id, int parts) {
        rig.until(parts + " finished parts", () -> rig.rows().parts(id).size() >= parts);
    }

    /// The manifest of an export that succeeded and holds exactly these rows.
    private JsonNode publishedFiles(String id, int attempt, Digest rows) {
        var job = rig.end(id);
        assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.SUCCEEDED);
        assertThat(job.attempt()).isEqualTo(attempt);
        var files = rig.files(id);
        assertThat(files.path("complete").asBoolean()).isTrue();
        assertThat(files.path("truncated").asBoolean(true)).isFalse();
        assertThat(files.path("row_count").asLong()).isEqualTo(rows.rows());
        assertThat(rig.table().digestOf(rig.download(files).paths())).isEqualTo(rows);
        return files;
    }

    private static Set<String> hashes(JsonNode files) {
        var hashes = new HashSet<String>();
        files.path("parts")
                .forEach(part ->
                        hashes.add(part.path("name").asString() + part.path("sha256").asString()));
        return hashes;
    }

    private static Instant asOf(JsonNode files) {
        return Instant.parse(files.path("as_of").asString());
    }

    private void assertOnlyNamedObjectsAreLeft(String id, DownloadedExport named, int attempt) {
        rig.sweepOrphans();
        var expected = new ArrayList<>(named.keys());
        expected.add(ExportRig.prefix(id) + attempt + "/manifest.json");
        assertThat(rig.bucket().keys(ExportRig.prefix(id)))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rig.bucket().unfinishedUploads(ExportRig.prefix(id))).isEqualTo(List.of());
    }

    private void assertSourceIsLeftAlone(Duration patience) {
        await("no session of ours at work")
                .atMost(patience)
                .untilAsserted(() -> assertThat(rig.table().busyBackends()).isEmpty());
    }
}
