/// Registering sources and looking into them.
@NullMarked
package dev.sluice.gateway.source;

import org.jspecify.annotations.NullMarked;
