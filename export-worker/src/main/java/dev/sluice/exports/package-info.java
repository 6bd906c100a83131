/// Rows of a source to files in the object store.
@NullMarked
package dev.sluice.exports;

import org.jspecify.annotations.NullMarked;
