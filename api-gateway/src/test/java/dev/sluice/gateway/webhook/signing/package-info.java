@NullMarked
package dev.sluice.gateway.webhook.signing;

import org.jspecify.annotations.NullMarked;
