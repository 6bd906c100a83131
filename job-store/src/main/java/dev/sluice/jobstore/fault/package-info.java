/// Holds a process still at a named step, so that a test of faults can kill it just there.
@NullMarked
package dev.sluice.jobstore.fault;

import org.jspecify.annotations.NullMarked;
