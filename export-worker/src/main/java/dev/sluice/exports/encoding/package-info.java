/// What every file format has in common.
@NullMarked
package dev.sluice.exports.encoding;

import org.jspecify.annotations.NullMarked;
