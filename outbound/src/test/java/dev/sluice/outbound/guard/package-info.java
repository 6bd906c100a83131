@NullMarked
package dev.sluice.outbound.guard;

import org.jspecify.annotations.NullMarked;
