/// What a source holds: tables, columns, keys, comments, samples.
@NullMarked
package dev.sluice.sources.catalog;

import org.jspecify.annotations.NullMarked;
