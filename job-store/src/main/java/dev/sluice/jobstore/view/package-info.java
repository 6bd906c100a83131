/// Rows as the contract's records. Knows no other feature, so that every feature may use it.
@NullMarked
package dev.sluice.jobstore.view;

import org.jspecify.annotations.NullMarked;
