/// Jobs, their transitions, and what is asked about them.
@NullMarked
package dev.sluice.jobstore.lifecycle;

import org.jspecify.annotations.NullMarked;
