@NullMarked
package dev.sluice.gateway.problem;

import org.jspecify.annotations.NullMarked;
