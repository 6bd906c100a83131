@NullMarked
package dev.sluice.agent.answer;

import org.jspecify.annotations.NullMarked;
