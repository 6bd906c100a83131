/// Arrow's IPC stream (Arrow columnar format, "Serialization and Interprocess Communication"): a schema,
/// record batches, an end mark.
///
/// Arrow's own Java library is not used to write: its vectors live outside the heap and need flags of the
/// virtual machine. Only its generated classes for the metadata are.
@NullMarked
package dev.sluice.exports.arrow;

import org.jspecify.annotations.NullMarked;
