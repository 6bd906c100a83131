@NullMarked
package dev.sluice.outbound.target;

import org.jspecify.annotations.NullMarked;
