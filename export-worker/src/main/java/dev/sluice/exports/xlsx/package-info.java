/// Workbooks of Office Open XML (ECMA-376, SpreadsheetML), written as a stream.
@NullMarked
package dev.sluice.exports.xlsx;

import org.jspecify.annotations.NullMarked;
