/// What goes wrong, when, and by which seed.
@NullMarked
package dev.sluice.benchmarks.chaos.fault;

import org.jspecify.annotations.NullMarked;
