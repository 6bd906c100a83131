/// What the rows of a result look like, so that words and pictures can be chosen.
@NullMarked
package dev.sluice.agent.shape;

import org.jspecify.annotations.NullMarked;
