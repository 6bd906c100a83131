/// One strict reading of a URL, to one canonical form.
@NullMarked
package dev.sluice.outbound.target;

import org.jspecify.annotations.NullMarked;
