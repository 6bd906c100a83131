/// What a question asks for: measures, groups, conditions, order.
@NullMarked
package dev.sluice.questions.reading;

import org.jspecify.annotations.NullMarked;
