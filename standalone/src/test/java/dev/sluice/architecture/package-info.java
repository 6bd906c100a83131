/// The design's rules, held against every class.
@NullMarked
package dev.sluice.architecture;

import org.jspecify.annotations.NullMarked;
