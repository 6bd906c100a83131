/// File formats, and the manifest that says what was written.
@NullMarked
package dev.sluice.model.export;

import org.jspecify.annotations.NullMarked;
