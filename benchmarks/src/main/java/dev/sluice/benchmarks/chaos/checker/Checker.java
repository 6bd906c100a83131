package dev.sluice.benchmarks.chaos.checker;

import java.util.List;

/// All judges.
public final class Checker {
    private final List<Judge> judges =
            List.of(
                    new LostJobs(),
                    new DoubledJobs(),
                    new WrongBytes(),
                    new WrongOrder(),
                    new WrongStreams(),
                    new WrongTenant(),
                    new PublishedAfterCancel(),
                    new WrongEnds(),
                    new BatchOutcomes(),
                    new BulkActions(),
                    new Reviews(),
                    new Leftovers());

    /// @return what is wrong; empty where the promise was kept
    public List<Finding> judge(Evidence evidence) {
        return judges.stream().flatMap(judge -> judge.judge(evidence).stream()).toList();
    }
}
