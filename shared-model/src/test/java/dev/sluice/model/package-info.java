/// The forms that clients and workers agree on.
@NullMarked
package dev.sluice.model;

import org.jspecify.annotations.NullMarked;
