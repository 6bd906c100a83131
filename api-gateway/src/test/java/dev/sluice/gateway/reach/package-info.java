/// Addresses of sources.
@NullMarked
package dev.sluice.gateway.reach;

import org.jspecify.annotations.NullMarked;
