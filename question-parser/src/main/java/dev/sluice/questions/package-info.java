/// Questions to SQL by rules over a catalog: no model, no input or output.
@NullMarked
package dev.sluice.questions;

import org.jspecify.annotations.NullMarked;
