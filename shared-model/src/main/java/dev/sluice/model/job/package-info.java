/// A job as clients see it, and the words it is described with.
@NullMarked
package dev.sluice.model.job;

import org.jspecify.annotations.NullMarked;
