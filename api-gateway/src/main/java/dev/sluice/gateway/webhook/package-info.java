/// Webhooks as their owners see them: the routes on endpoints and their deliveries.
@NullMarked
package dev.sluice.gateway.webhook;

import org.jspecify.annotations.NullMarked;
