/// Holding and letting go.
@NullMarked
package dev.sluice.gateway.snapshot;

import org.jspecify.annotations.NullMarked;
