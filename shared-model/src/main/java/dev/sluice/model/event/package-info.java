/// What happened to a job, in order.
@NullMarked
package dev.sluice.model.event;

import org.jspecify.annotations.NullMarked;
