/// What the source's planner says of a statement before it runs.
@NullMarked
package dev.sluice.sources.plan;

import org.jspecify.annotations.NullMarked;
