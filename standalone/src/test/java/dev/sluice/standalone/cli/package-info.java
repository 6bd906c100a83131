@NullMarked
package dev.sluice.standalone.cli;

import org.jspecify.annotations.NullMarked;
