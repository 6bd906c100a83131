/// What customers do, all of it through the public API.
@NullMarked
package dev.sluice.benchmarks.chaos.load;

import org.jspecify.annotations.NullMarked;
