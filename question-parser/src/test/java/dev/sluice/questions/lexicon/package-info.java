@NullMarked
package dev.sluice.questions.lexicon;

import org.jspecify.annotations.NullMarked;
