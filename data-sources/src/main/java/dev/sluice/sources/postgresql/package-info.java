/// PostgreSQL as a source.
@NullMarked
package dev.sluice.sources.postgresql;

import org.jspecify.annotations.NullMarked;
