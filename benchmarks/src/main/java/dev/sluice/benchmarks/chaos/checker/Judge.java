package dev.sluice.benchmarks.chaos.checker;

import java.util.List;

/// Looks for one thing that must not be.
interface Judge {
    List<Finding> judge(Evidence evidence);
}
