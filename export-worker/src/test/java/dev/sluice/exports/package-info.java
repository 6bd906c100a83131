@NullMarked
package dev.sluice.exports;

import org.jspecify.annotations.NullMarked;
