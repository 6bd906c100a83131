/// Ways between tables over declared foreign keys.
@NullMarked
package dev.sluice.questions.joining;

import org.jspecify.annotations.NullMarked;
