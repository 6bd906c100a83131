/// The servers and services under test, as processes, and the ways between them.
@NullMarked
package dev.sluice.benchmarks.chaos.rig;

import org.jspecify.annotations.NullMarked;
