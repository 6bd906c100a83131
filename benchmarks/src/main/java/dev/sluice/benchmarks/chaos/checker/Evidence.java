package dev.sluice.benchmarks.chaos.checker;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// All that is known after a run.
///
/// @param history in order
/// @param tables of the job database, after everything became quiet
/// @param bucket after a sweep
/// @param source what was asked and exported
public record Evidence(List<Entry> history, Tables tables, Bucket bucket, Source source) {

    Stream<Entry> entries(String what) {
        return history.stream().filter(entry -> entry.is(what));
    }

    /// Jobs that a client has deleted, or may have.
    Set<String> deleted() {
        var deleted = new HashSet<String>();
        entries("delete")
                .filter(entry -> entry.good() || entry.open())
                .forEach(entry -> deleted.add(entry.text("job")));
        var lots = Lots.of(history);
        entries("bulk")
                .filter(entry -> entry.text("action").equals("delete") && !entry.refused())
                .forEach(entry ->
                        deleted.addAll(lots.jobs(entry.text("tenant"), entry.text("lot"))));
        tables.jobs().stream().filter(Tables.JobRow::deleted).forEach(job -> deleted.add(job.id()));
        return deleted;
    }
}
