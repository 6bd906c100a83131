/// SQL for PostgreSQL from what a question asks for.
@NullMarked
package dev.sluice.questions.composing;

import org.jspecify.annotations.NullMarked;
