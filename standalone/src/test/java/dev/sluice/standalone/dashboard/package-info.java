/// The first page in a real browser.
@NullMarked
package dev.sluice.standalone.dashboard;

import org.jspecify.annotations.NullMarked;
