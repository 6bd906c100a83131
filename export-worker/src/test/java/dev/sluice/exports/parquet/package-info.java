@NullMarked
package dev.sluice.exports.parquet;

import org.jspecify.annotations.NullMarked;
