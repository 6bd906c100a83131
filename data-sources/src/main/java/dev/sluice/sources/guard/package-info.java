/// Decides which SQL may reach a source. Deny by default; unknown is refused.
@NullMarked
package dev.sluice.sources.guard;

import org.jspecify.annotations.NullMarked;
