/// One action on many jobs, done by one gateway for all, as a job of its own.
@NullMarked
package dev.sluice.jobstore.bulk;

import org.jspecify.annotations.NullMarked;
