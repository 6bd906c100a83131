/// Tenants, their keys, and what the sweeps found.
@NullMarked
package dev.sluice.gateway.tenant;

import org.jspecify.annotations.NullMarked;
