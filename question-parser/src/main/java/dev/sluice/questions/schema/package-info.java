/// The catalog, prepared for linking: words of names, kinds of columns, references.
@NullMarked
package dev.sluice.questions.schema;

import org.jspecify.annotations.NullMarked;
