@NullMarked
package dev.sluice.agent.shape;

import org.jspecify.annotations.NullMarked;
