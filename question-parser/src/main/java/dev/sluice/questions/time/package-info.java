/// Times in words: years, quarters, months, relative periods.
@NullMarked
package dev.sluice.questions.time;

import org.jspecify.annotations.NullMarked;
