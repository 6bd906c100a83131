/// Every error as a problem document, whoever raised it.
@NullMarked
package dev.sluice.gateway.problem;

import org.jspecify.annotations.NullMarked;
