/// Words and numbers for people, computed from the rows.
@NullMarked
package dev.sluice.agent.answer;

import org.jspecify.annotations.NullMarked;
