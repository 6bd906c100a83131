/// Signatures of Standard Webhooks 1.0.0: secrets, keys, and the header.
@NullMarked
package dev.sluice.gateway.webhook.signing;

import org.jspecify.annotations.NullMarked;
