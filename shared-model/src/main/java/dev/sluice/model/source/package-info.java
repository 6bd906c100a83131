/// A registered source, as gateway and workers share it.
@NullMarked
package dev.sluice.model.source;

import org.jspecify.annotations.NullMarked;
