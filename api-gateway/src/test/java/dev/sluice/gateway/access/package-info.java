/// Keys, sessions and limits.
@NullMarked
package dev.sluice.gateway.access;

import org.jspecify.annotations.NullMarked;
