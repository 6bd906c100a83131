@NullMarked
package dev.sluice.outbound.address;

import org.jspecify.annotations.NullMarked;
