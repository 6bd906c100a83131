/// Webhooks: endpoints, what they are to be told, and what came of it.
@NullMarked
package dev.sluice.jobstore.webhook;

import org.jspecify.annotations.NullMarked;
