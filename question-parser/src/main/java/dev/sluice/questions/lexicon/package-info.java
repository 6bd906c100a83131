/// English that asks about data: cue phrases, stop words, abbreviations, synonyms. Nothing of any database.
@NullMarked
package dev.sluice.questions.lexicon;

import org.jspecify.annotations.NullMarked;
