@NullMarked
package dev.sluice.agent.context;

import org.jspecify.annotations.NullMarked;
