/// The data directory, and the servers that live in it.
@NullMarked
package dev.sluice.standalone.embedded;

import org.jspecify.annotations.NullMarked;
