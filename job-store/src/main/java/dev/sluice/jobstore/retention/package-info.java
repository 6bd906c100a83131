/// What is removed, and when.
@NullMarked
package dev.sluice.jobstore.retention;

import org.jspecify.annotations.NullMarked;
