/// Asking about jobs, and steering them.
@NullMarked
package dev.sluice.gateway.status;

import org.jspecify.annotations.NullMarked;
