/// Server-sent events, and waiting for a job.
@NullMarked
package dev.sluice.gateway.events;

import org.jspecify.annotations.NullMarked;
