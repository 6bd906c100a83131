/// The published contract, held against what the server does.
@NullMarked
package dev.sluice.gateway.openapi;

import org.jspecify.annotations.NullMarked;
