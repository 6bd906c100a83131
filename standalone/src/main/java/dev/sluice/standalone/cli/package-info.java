/// The commands that speak to a running server through its public API.
@NullMarked
package dev.sluice.standalone.cli;

import org.jspecify.annotations.NullMarked;
