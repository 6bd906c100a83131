/// Questions that a catalog can answer.
@NullMarked
package dev.sluice.questions.examples;

import org.jspecify.annotations.NullMarked;
