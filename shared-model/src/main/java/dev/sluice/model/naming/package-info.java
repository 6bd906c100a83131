/// Names that people misspell.
@NullMarked
package dev.sluice.model.naming;

import org.jspecify.annotations.NullMarked;
