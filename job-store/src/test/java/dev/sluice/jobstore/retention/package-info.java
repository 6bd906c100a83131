/// What is removed, and what is not.
@NullMarked
package dev.sluice.jobstore.retention;

import org.jspecify.annotations.NullMarked;
