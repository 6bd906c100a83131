/// Accepting jobs, once.
@NullMarked
package dev.sluice.jobstore.submission;

import org.jspecify.annotations.NullMarked;
