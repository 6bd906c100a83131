package dev.sluice.benchmarks.chaos.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The checker can fail over batches, bulk actions and reviews, too: what is right in the first test is
/// doctored in each of the others.
class NotAsAskedTest {
    private static final String BULK = "job_bulk";
    private static final String REVIEWED = "job_r";

    private final Run run = new Run();

    @BeforeEach
    void aLotThatWasCancelledAndAReviewThatWasApproved() {
        member("job_l1", "k-l1", "CANCELLED", true);
        member("job_l2", "k-l2", "SUCCEEDED", false);
        run.results.put("job_l2", Run.json("{'rows': []}"));
        run.note(
                "{'what': 'submit', 'tenant': 'alder', 'lot': 'lot-1', 'key': 'k-l3', 'kind': 'refused', 'answered': true, 'status': 422}");
        run.note(
                "{'what': 'dry-run', 'tenant': 'alder', 'lot': 'lot-1', 'action': 'cancel', 'matched': 2}");
        bulk("cancel", 2, 2, 1);

        run.submit("k-r", REVIEWED, "analysis after review", "");
        run.job(REVIEWED, "ANALYSIS", "SUCCEEDED", 2, false);
        run.change(REVIEWED, row -> Run.tagged(row, List.of("ask-review", "wish-k-r"), null));
        run.tell(
                REVIEWED, "queued", "running", "awaiting_review", "queued", "running", "succeeded");
        run.attempt(REVIEWED, 1, "asked");
        run.results.put(REVIEWED, Run.json("{'rows': []}"));
        run.note(
                "{'what': 'poll', 'job': 'job_r', 'status': 200, 'state': 'awaiting_review', 'attempt': 1}");
        run.note("{'what': 'approve', 'job': 'job_r', 'status': 202}");
        run.attemptAt(REVIEWED, 2, "succeeded", run.now());
    }

    @Test
    void findsNothingWhereAllIsAsItWasAskedFor() {
        assertThat(run.judged()).isEmpty();
    }

    @Test
    void aRefusedEntryThatLeftAJob() {
        run.job("job_k-l3", "ANALYSIS", "CANCELLED", 1, true);
        run.change("job_k-l3", row -> Run.tagged(row, List.of("wish-k-l3"), null));
        found("k-l3", "left a job");
    }

    @Test
    void nonsenseThatWasAccepted() {
        run.note(
                "{'what': 'submit', 'tenant': 'alder', 'key': 'k-n', 'kind': 'refused', 'answered': true, 'status': 202, 'job': 'job_n'}");
        found("job_n", "makes no sense");
    }

    @Test
    void aBatchWithoutAnOutcomeForEach() {
        run.note("{'what': 'batch', 'key': 'k-b', 'status': 200, 'entries': 3, 'items': 2}");
        found("k-b", "3 entries have 2 outcomes");
    }

    @Test
    void aBulkActionThatHasNotDoneAll() {
        run.bulks.clear();
        row("cancel", 1, 2, 0);
        found(BULK, "ended after 1 of 2");
    }

    @Test
    void aBulkActionThatCountsWhatItWasNotDoneTo() {
        run.bulks.clear();
        row("cancel", 2, 2, 0);
        found(BULK, "done to 2 jobs and refused for 0 of them, and 1 show it");
    }

    @Test
    void aJobThatABulkActionForgot() {
        run.change("job_l2", row -> finished(row, 500));
        run.bulks.clear();
        row("cancel", 1, 1, 0);
        found(BULK, "1 jobs went on");
    }

    @Test
    void anActionThatMatchesMoreThanItsDryRun() {
        run.bulks.clear();
        row("cancel", 4, 4, 3);
        found(BULK, "a dry run matched 2 jobs, the action 4");
    }

    @Test
    void anActionOnAnotherTenantsJobs() {
        run.bulks.clear();
        run.bulks.add(new Tables.BulkRow(BULK, "cancel", "birch", "lot-1", Run.BEGIN, 2, 2, 1));
        assertThat(run.judged()).anyMatch(finding -> finding.verdict() == Verdict.WRONG_TENANT);
    }

    @Test
    void anActionThatNobodyAskedFor() {
        run.history.removeIf(entry -> entry.is("bulk"));
        found(BULK, "nobody asked for it");
    }

    @Test
    void aRetryThatWasDoneTwice() {
        bulkOf("job_bulk2", "retry", 1, 1, 0);
        again("job_l1", "job_again1");
        assertThat(run.judged()).isEmpty();
        again("job_l1", "job_again2");
        found("job_bulk2", "retried 2 times");
    }

    @Test
    void aDeletionThatWasDoneToAStranger() {
        bulkOf("job_bulk3", "delete", 2, 2, 0);
        run.jobs.removeIf(job -> job.id().startsWith("job_l"));
        run.events.removeIf(event -> event.job().startsWith("job_l"));
        run.attempts.removeIf(attempt -> attempt.job().startsWith("job_l"));
        run.results.remove("job_l2");
        run.note(
                "{'what': 'poll', 'job': 'job_l1', 'status': 200, 'state': 'cancelled', 'cancel_requested': true}");
        run.note(
                "{'what': 'poll', 'job': 'job_l2', 'status': 200, 'state': 'succeeded', 'cancel_requested': false}");
        run.deletions.add(new Tables.DeletionRow("alder", "job_l1", "job_bulk3"));
        run.deletions.add(new Tables.DeletionRow("alder", "job_l2", "job_bulk3"));
        assertThat(run.judged()).isEmpty();
        run.deletions.removeLast();
        run.deletions.add(new Tables.DeletionRow("birch", "job_o", "job_bulk3"));
        found("job_bulk3", "job_o was deleted and belongs elsewhere");
        found("job_bulk3", "job_l2 was to be deleted and was not");
    }

    @Test
    void aDeletionThatNobodyAskedFor() {
        run.deletions.add(new Tables.DeletionRow("alder", Run.EXPORT, ""));
        found(Run.EXPORT, "nobody asked for it");
    }

    @Test
    void aReviewedJobThatNobodyApproved() {
        run.history.removeIf(entry -> entry.is("approve"));
        found(REVIEWED, "nobody approved it");
    }

    @Test
    void aRejectedJobThatPublished() {
        run.note("{'what': 'reject', 'job': 'job_r', 'status': 202}");
        found(REVIEWED, "was rejected and ended SUCCEEDED");
    }

    @Test
    void aJobThatRanBeforeItWasApproved() {
        run.attempts.removeLast();
        run.attempt(REVIEWED, 2, "succeeded");
        found(REVIEWED, "attempt 2 ran before anybody had approved");
    }

    @Test
    void aJobThatKeptItsWorkerWhileItWaited() {
        run.attempts.replaceAll(attempt ->
                attempt.job().equals(REVIEWED) && attempt.number() == 1
                        ? new Tables.AttemptRow(
                                REVIEWED,
                                1,
                                attempt.worker(),
                                attempt.startedAt(),
                                run.now(),
                                "asked")
                        : attempt);
        found(REVIEWED, "while attempt 1 was with its worker");
    }

    private void member(String id, String key, String state, boolean cancelled) {
        run.note(
                "{'what': 'submit', 'tenant': 'alder', 'lot': 'lot-1', 'key': '%s', 'kind': 'analysis', 'answered': true, 'status': 202, 'job': '%s', 'job_tenant': 'alder'}"
                        .formatted(key, id));
        run.job(id, "ANALYSIS", state, 1, cancelled);
        run.change(id, row -> Run.tagged(row, List.of("wish-" + key, "lot-1"), null));
        run.tell(id, "queued", "running", state.toLowerCase(Locale.ROOT));
        run.attempt(id, 1, state.toLowerCase(Locale.ROOT));
    }

    private void again(String of, String id) {
        run.note("{'what': 'cancel', 'job': '%s', 'status': 202}".formatted(id));
        run.job(id, "ANALYSIS", "CANCELLED", 0, true);
        run.tell(id, "queued", "cancelled");
        run.change(id, row -> Run.tagged(row, List.of("lot-1"), of));
    }

    private void bulk(String action, long done, long total, long failed) {
        bulkOf(BULK, action, done, total, failed);
    }

    private void bulkOf(String id, String action, long done, long total, long failed) {
        run.note(
                "{'what': 'bulk', 'tenant': 'alder', 'lot': 'lot-1', 'action': '%s', 'key': 'k-%s', 'status': 202, 'job': '%s', 'job_tenant': 'alder'}"
                        .formatted(action, id, id));
        run.job(id, "BULK_ACTION", "SUCCEEDED", 1, false);
        run.tell(id, "queued", "running", "succeeded");
        run.attempt(id, 1, "succeeded");
        run.bulks.add(
                new Tables.BulkRow(id, action, "alder", "lot-1", Run.BEGIN, done, total, failed));
    }

    private void row(String action, long done, long total, long failed) {
        run.bulks.add(
                new Tables.BulkRow(BULK, action, "alder", "lot-1", Run.BEGIN, done, total, failed));
    }

    private static Tables.JobRow finished(Tables.JobRow row, int seconds) {
        return new Tables.JobRow(
                row.id(),
                row.tenant(),
                row.type(),
                row.state(),
                row.attempt(),
                row.failures(),
                row.cancelRequested(),
                row.tags(),
                row.retryOf(),
                row.lastSequence(),
                row.createdAt(),
                Run.BEGIN.plusSeconds(seconds),
                row.purged(),
                row.deleted(),
                row.error(),
                row.sql());
    }

    private void found(String subject, String words) {
        assertThat(run.judged())
                .anySatisfy(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.NOT_AS_ASKED);
                    assertThat(finding.subject()).isEqualTo(subject);
                    assertThat(finding.sentence()).contains(words);
                });
    }
}
