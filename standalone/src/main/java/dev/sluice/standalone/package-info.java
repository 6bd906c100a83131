/// Everything in one process, and the commands that run it.
@NullMarked
package dev.sluice.standalone;

import org.jspecify.annotations.NullMarked;
