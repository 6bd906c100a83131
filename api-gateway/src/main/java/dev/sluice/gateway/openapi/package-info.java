/// The published contract.
@NullMarked
package dev.sluice.gateway.openapi;

import org.jspecify.annotations.NullMarked;
