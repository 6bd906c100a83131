/// Decodes values of PostgreSQL's binary form, and writes them as text.
@NullMarked
package dev.sluice.exports.values;

import org.jspecify.annotations.NullMarked;
