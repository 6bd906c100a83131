/// What every kind of source has to offer.
@NullMarked
package dev.sluice.sources.engine;

import org.jspecify.annotations.NullMarked;
