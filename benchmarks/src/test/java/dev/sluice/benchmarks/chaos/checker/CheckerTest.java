package dev.sluice.benchmarks.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/// The checker can fail: each way in which a run can be wrong is put into one that is right.
class CheckerTest {
    private final Run run = new Run();

    @Test
    void findsNothingWhereNothingIsWrong() {
        assertThat(run.judged()).isEmpty();
    }

    @Test
    void anAcceptedJobThatIsNotThereIsLost() {
        run.submit("k-x", "job_x", "analysis", "");
        found(Verdict.LOST, "job_x", "is not there");
    }

    @Test
    void aDeletedJobIsNotLost() {
        run.submit("k-x", "job_x", "analysis", "");
        run.note("{'what': 'delete', 'job': 'job_x', 'status': 204}");
        assertThat(run.judged()).isEmpty();
    }

    @Test
    void aJobWithoutAnEndIsLost() {
        run.change(
                Run.ANALYSIS, row -> Run.with(row, "alder", "RUNNING", row.lastSequence(), null));
        found(Verdict.LOST, Run.ANALYSIS, "still RUNNING");
    }

    @Test
    void aSuccessWithoutAResultIsLost() {
        run.results.clear();
        found(Verdict.LOST, Run.ANALYSIS, "no result");
    }

    @Test
    void oneKeyWithTwoJobsIsDoubled() {
        run.submit("k-a", Run.EXPORT, "analysis", "");
        found(Verdict.DOUBLED, "k-a", "answered with jobs");
    }

    @Test
    void oneWishWithTwoRowsIsDoubled() {
        run.job("job_a", "ANALYSIS", "SUCCEEDED", 1, false);
        var second = run.jobs.removeLast();
        run.jobs.add(rename(second, "job_twin"));
        run.tell("job_twin", "queued", "running", "succeeded");
        run.attempt("job_twin", 1, "succeeded");
        run.results.put("job_twin", Run.json("{'rows': []}"));
        found(Verdict.DOUBLED, "k-a", "one wish made jobs");
    }

    @Test
    void aJobThatNobodyWishedForIsDoubled() {
        run.history.removeIf(entry -> entry.text("job").equals(Run.ANALYSIS));
        found(Verdict.DOUBLED, Run.ANALYSIS, "nobody's wish");
    }

    @Test
    void twoEndsAreDoubled() {
        run.event(Run.ANALYSIS, 5, "done", "succeeded");
        run.change(Run.ANALYSIS, row -> Run.with(row, "alder", "SUCCEEDED", 5, null));
        found(Verdict.DOUBLED, Run.ANALYSIS, "ended 2 times");
    }

    @Test
    void twoSuccessfulAttemptsAreDoubled() {
        run.attempts.replaceAll(attempt ->
                attempt.job().equals(Run.EXPORT)
                        ? new Tables.AttemptRow(
                                attempt.job(),
                                attempt.number(),
                                attempt.worker(),
                                attempt.startedAt(),
                                attempt.finishedAt(),
                                "succeeded")
                        : attempt);
        found(Verdict.DOUBLED, Run.EXPORT, "succeeded in 2 attempts");
    }

    @Test
    void aChangedObjectIsWrong() {
        run.objects.put(Run.FIRST_PART, "id,note\n1,onE\n".getBytes(StandardCharsets.UTF_8));
        found(Verdict.WRONG_BYTES, Run.EXPORT, "another SHA-256");
    }

    @Test
    void aMissingObjectIsWrong() {
        run.objects.remove(Run.SECOND_PART);
        found(Verdict.WRONG_BYTES, Run.EXPORT, "is not there");
    }

    @Test
    void whatTheManifestSaysIsNotEnough() {
        run.objects.put(Run.FIRST_PART, "id,note\n2,two\n".getBytes(StandardCharsets.UTF_8));
        run.publish("none");
        found(Verdict.WRONG_BYTES, Run.EXPORT, "not the same");
    }

    @Test
    void compressedFilesAreHeldAgainstTheSourceToo() {
        run.objects.replaceAll((key, bytes) -> Run.gzip(bytes));
        run.publish("gzip");
        assertThat(run.judged()).isEmpty();
        run.objects.put(Run.FIRST_PART, Run.gzip("id,note\n".getBytes(StandardCharsets.UTF_8)));
        run.publish("gzip");
        found(Verdict.WRONG_BYTES, Run.EXPORT, "not the same");
    }

    @Test
    void parquetIsHeldAgainstTheSourceToo() {
        run.objects.put(Run.FIRST_PART, Run.parquet(Run.THINGS + " WHERE id = 1"));
        run.objects.put(Run.SECOND_PART, Run.parquet(Run.THINGS + " WHERE id > 1"));
        run.publish("parquet", "zstd");
        assertThat(run.judged()).isEmpty();
        run.objects.put(Run.FIRST_PART, Run.parquet("SELECT 1 AS id, 'uno' AS note"));
        run.publish("parquet", "zstd");
        found(Verdict.WRONG_BYTES, Run.EXPORT, "not the same");
    }

    @Test
    void anotherAnswerThanTheSourcesIsWrong() {
        run.results.put(
                Run.ANALYSIS, Run.json("{'sql': '%s', 'rows': [[4]]}".formatted(Run.COUNT)));
        found(Verdict.WRONG_BYTES, Run.ANALYSIS, "the answer is");
    }

    @Test
    void aDownloadThatIsNotWhatWasSaidIsWrong() {
        run.note(
                "{'what': 'download', 'job': 'job_e', 'status': 200, 'bytes': 1, 'said_bytes': 1, 'sha256': 'aa', 'said_sha256': 'bb'}");
        found(Verdict.WRONG_BYTES, Run.EXPORT, "the download");
    }

    @Test
    void aGapInTheEventsIsWrongOrder() {
        run.events.removeIf(event -> event.job().equals(Run.EXPORT) && event.sequence() == 3);
        found(Verdict.WRONG_ORDER, Run.EXPORT, "event 4 follows on 2");
    }

    @Test
    void aStateThatFollowsFromNothingIsWrongOrder() {
        run.events.replaceAll(event ->
                event.job().equals(Run.ANALYSIS) && event.sequence() == 2
                        ? new Tables.EventRow(
                                event.job(), 2, "alder", "state", "expired", event.position())
                        : event);
        found(Verdict.WRONG_ORDER, Run.ANALYSIS, "from 'expired' to 'succeeded'");
    }

    @Test
    void anEventWithoutAPlaceIsWrongOrder() {
        run.events.replaceAll(event ->
                event.job().equals(Run.ANALYSIS) && event.sequence() == 2
                        ? new Tables.EventRow(event.job(), 2, "alder", "state", "running", null)
                        : event);
        found(Verdict.WRONG_ORDER, Run.ANALYSIS, "no place");
    }

    @Test
    void attemptsThatOverlapAreWrongOrder() {
        run.attempts.replaceAll(attempt ->
                attempt.job().equals(Run.EXPORT) && attempt.number() == 1
                        ? new Tables.AttemptRow(
                                attempt.job(),
                                1,
                                attempt.worker(),
                                attempt.startedAt(),
                                Run.BEGIN.plusSeconds(60),
                                "lost")
                        : attempt);
        found(Verdict.WRONG_ORDER, Run.EXPORT, "began before 1 ended");
    }

    @Test
    void aGapInAStreamIsWrongOrder() {
        run.told("alder-2/9", Run.EXPORT, 1, "state");
        run.told("alder-2/9", Run.EXPORT, 3, "state");
        found(Verdict.WRONG_ORDER, Run.EXPORT, "saw event 3 instead of 2");
    }

    @Test
    void aRepetitionInAStreamIsWrongOrder() {
        run.told("alder-1/7", Run.ANALYSIS, 4, "done");
        found(Verdict.WRONG_ORDER, Run.ANALYSIS, "saw event 4 instead of 5");
    }

    @Test
    void aStreamOfTheTenantMayBeginLateButLosesNothing() {
        run.note("{'what': 'position', 'watcher': 'alder-all'}");
        run.note(tenantEvent("alder-all", 2));
        assertThat(run.judged()).isEmpty();
        run.note(tenantEvent("alder-all", 4));
        found(Verdict.WRONG_ORDER, Run.EXPORT, "saw event 4 instead of 3");
    }

    @Test
    void aStateAfterTheLastIsWrongOrder() {
        run.poll("running", 1);
        found(Verdict.WRONG_ORDER, Run.ANALYSIS, "saw running after succeeded");
    }

    @Test
    void aJobOfAnotherTenantIsFound() {
        run.change(
                Run.ANALYSIS, row -> Run.with(row, "birch", row.state(), row.lastSequence(), null));
        found(Verdict.WRONG_TENANT, Run.ANALYSIS, "belongs to birch");
    }

    @Test
    void anObjectUnderAnotherTenantIsFound() {
        run.objects.put("birch/job_e/2/part-00009.csv", new byte[] {1});
        found(Verdict.WRONG_TENANT, "birch/job_e/2/part-00009.csv", "belongs to alder");
    }

    @Test
    void anAnswerToAForeignQuestionIsFound() {
        run.note(
                "{'what': 'foreign', 'job': 'job_e', 'tenant': 'birch', 'owner': 'alder', 'status': 200}");
        found(Verdict.WRONG_TENANT, Run.EXPORT, "was answered with 200");
    }

    @Test
    void anEventThatReachesAnotherTenantIsFound() {
        run.note("{'what': 'position', 'watcher': 'birch-all'}");
        run.note(tenantEvent("birch-all", 1));
        found(Verdict.WRONG_TENANT, Run.EXPORT, "reached birch-all");
    }

    @Test
    void successAfterAnAcceptedCancelIsFound() {
        run.note("{'what': 'cancel', 'job': 'job_a', 'tenant': 'alder', 'status': 202}");
        found(Verdict.PUBLISHED_AFTER_CANCEL, Run.ANALYSIS, "SUCCEEDED after an accepted cancel");
    }

    @Test
    void aCancelThatCameTooLateIsNoPromise() {
        run.note("{'what': 'cancel', 'job': 'job_a', 'tenant': 'alder', 'status': 409}");
        assertThat(run.judged()).isEmpty();
    }

    @Test
    void aFailureThatNoFaultExplainsIsFound() {
        run.results.remove(Run.ANALYSIS);
        run.events.removeIf(event -> event.job().equals(Run.ANALYSIS));
        run.tell(Run.ANALYSIS, "queued", "running", "failed");
        run.change(
                Run.ANALYSIS,
                row -> Run.with(row, "alder", "FAILED", row.lastSequence(), "internal_error"));
        found(Verdict.WRONG_END, Run.ANALYSIS, "failed with internal_error");
    }

    @Test
    void aCancelThatNobodyAskedForIsFound() {
        run.history.removeIf(entry -> entry.is("cancel"));
        found(Verdict.WRONG_END, Run.CANCELLED, "nobody asked for it");
    }

    @Test
    void whatNothingNamesIsLeftOver() {
        run.objects.put("alder/job_e/1/part-00001.csv", new byte[] {1});
        found(Verdict.LEFTOVER, "alder/job_e/1/part-00001.csv", "no manifest");
    }

    @Test
    void whatWasBegunAndNotFinishedIsLeftOver() {
        run.uploads.add("alder/job_e/1/part-00003.csv");
        run.snapshots.add(Run.EXPORT);
        run.backends.add("active since …: COPY");
        assertThat(run.judged())
                .extracting(Finding::verdict)
                .containsOnly(Verdict.LEFTOVER)
                .hasSize(3);
    }

    private static String tenantEvent(String watcher, int sequence) {
        return "{'what': 'tenant-event', 'watcher': '%s', 'job': 'job_e', 'id': 'p', 'sequence': %d, 'type': 'state'}"
                .formatted(watcher, sequence);
    }

    private static Tables.JobRow rename(Tables.JobRow row, String id) {
        return new Tables.JobRow(
                id,
                row.tenant(),
                row.type(),
                row.state(),
                row.attempt(),
                row.failures(),
                row.cancelRequested(),
                new ArrayList<>(row.tags()),
                row.retryOf(),
                row.lastSequence(),
                row.createdAt(),
                row.finishedAt(),
                row.purged(),
                row.deleted(),
                row.error(),
                row.sql());
    }

    private void found(Verdict verdict, String subject, String words) {
        assertThat(run.judged())
                .anySatisfy(finding -> {
                    assertThat(finding.verdict()).isEqualTo(verdict);
                    assertThat(finding.subject()).isEqualTo(subject);
                    assertThat(finding.sentence()).contains(words);
                });
    }
}
