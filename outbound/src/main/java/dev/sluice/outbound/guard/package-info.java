/// The judge: may a request go there, and to which addresses.
@NullMarked
package dev.sluice.outbound.guard;

import org.jspecify.annotations.NullMarked;
