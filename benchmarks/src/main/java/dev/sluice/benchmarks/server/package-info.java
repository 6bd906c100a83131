/// Sluice as processes of their own, and exports as their jobs.
@NullMarked
package dev.sluice.benchmarks.server;

import org.jspecify.annotations.NullMarked;
