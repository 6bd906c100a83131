/// `./sluice bench jobs`: what accepting, starting and queueing a job costs, beside libraries that keep
/// jobs in the same PostgreSQL.
@NullMarked
package dev.sluice.benchmarks.jobs;

import org.jspecify.annotations.NullMarked;
