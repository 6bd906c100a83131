@NullMarked
package dev.sluice.standalone.cancel;

import org.jspecify.annotations.NullMarked;
