/// Which words of a question mean which table, column or value.
@NullMarked
package dev.sluice.questions.linking;

import org.jspecify.annotations.NullMarked;
