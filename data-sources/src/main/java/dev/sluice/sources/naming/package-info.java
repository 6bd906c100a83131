/// Names that are near a wrong one.
@NullMarked
package dev.sluice.sources.naming;

import org.jspecify.annotations.NullMarked;
