/// What the product itself feels like.
@NullMarked
package dev.sluice.gateway.health;

import org.jspecify.annotations.NullMarked;
