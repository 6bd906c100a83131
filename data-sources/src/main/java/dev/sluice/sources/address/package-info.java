/// Which network addresses a source may have.
@NullMarked
package dev.sluice.sources.address;

import org.jspecify.annotations.NullMarked;
