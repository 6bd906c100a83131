/// Where tests of faults may hold a process still.
@NullMarked
package dev.sluice.model.fault;

import org.jspecify.annotations.NullMarked;
