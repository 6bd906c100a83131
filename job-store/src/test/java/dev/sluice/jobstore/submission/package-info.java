/// Accepting jobs, on a real database.
@NullMarked
package dev.sluice.jobstore.submission;

import org.jspecify.annotations.NullMarked;
