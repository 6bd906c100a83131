/// The guard, the client's own filters, and the planner's opinion.
@NullMarked
package dev.sluice.agent.checking;

import org.jspecify.annotations.NullMarked;
