/// From the backlog to the lanes: order, runway, elected leader.
@NullMarked
package dev.sluice.jobstore.dispatch;

import org.jspecify.annotations.NullMarked;
