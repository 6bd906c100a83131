@NullMarked
package dev.sluice.standalone.cli.terminal;

import org.jspecify.annotations.NullMarked;
