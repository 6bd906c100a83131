/// The gateway as clients meet it: over HTTP, on real servers.
@NullMarked
package dev.sluice.gateway;

import org.jspecify.annotations.NullMarked;
