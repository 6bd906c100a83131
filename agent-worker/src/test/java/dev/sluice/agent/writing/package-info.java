@NullMarked
package dev.sluice.agent.writing;

import org.jspecify.annotations.NullMarked;
