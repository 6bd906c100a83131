/// What this machine and this process spend meanwhile.
@NullMarked
package dev.sluice.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
