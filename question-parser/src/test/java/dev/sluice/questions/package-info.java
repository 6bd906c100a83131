@NullMarked
package dev.sluice.questions;

import org.jspecify.annotations.NullMarked;
