@NullMarked
package dev.sluice.sources.guard;

import org.jspecify.annotations.NullMarked;
