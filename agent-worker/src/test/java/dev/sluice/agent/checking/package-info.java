@NullMarked
package dev.sluice.agent.checking;

import org.jspecify.annotations.NullMarked;
