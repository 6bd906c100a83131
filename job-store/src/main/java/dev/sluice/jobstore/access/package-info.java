/// Tenants, API keys, audit.
@NullMarked
package dev.sluice.jobstore.access;

import org.jspecify.annotations.NullMarked;
