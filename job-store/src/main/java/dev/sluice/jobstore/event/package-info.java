/// What happened to jobs, in order, and who wants to know.
@NullMarked
package dev.sluice.jobstore.event;

import org.jspecify.annotations.NullMarked;
