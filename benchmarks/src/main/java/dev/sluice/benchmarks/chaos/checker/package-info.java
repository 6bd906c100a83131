/// Decides from the history, the tables and the bucket whether the promise was kept. Shares no code with
/// what it judges.
@NullMarked
package dev.sluice.benchmarks.chaos.checker;

import org.jspecify.annotations.NullMarked;
