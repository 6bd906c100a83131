/// Tests of webhooks against a real PostgreSQL.
@NullMarked
package dev.sluice.jobstore.webhook;

import org.jspecify.annotations.NullMarked;
