/// Words of a question: tokens, word forms and their likeness.
@NullMarked
package dev.sluice.questions.text;

import org.jspecify.annotations.NullMarked;
