/// Sluice as its users run it.
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
