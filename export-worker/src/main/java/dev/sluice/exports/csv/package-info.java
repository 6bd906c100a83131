/// CSV as PostgreSQL writes it.
@NullMarked
package dev.sluice.exports.csv;

import org.jspecify.annotations.NullMarked;
