/// Which addresses sources and webhooks may have.
@NullMarked
package dev.sluice.gateway.reach;

import org.jspecify.annotations.NullMarked;
