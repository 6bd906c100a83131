@NullMarked
package dev.sluice.gateway.webhook;

import org.jspecify.annotations.NullMarked;
