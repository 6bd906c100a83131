/// How sure an interpretation is, and what was not understood.
@NullMarked
package dev.sluice.questions.confidence;

import org.jspecify.annotations.NullMarked;
