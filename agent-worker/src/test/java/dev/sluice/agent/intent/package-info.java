@NullMarked
package dev.sluice.agent.intent;

import org.jspecify.annotations.NullMarked;
