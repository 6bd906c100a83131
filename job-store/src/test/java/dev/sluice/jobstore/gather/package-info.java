@NullMarked
package dev.sluice.jobstore.gather;

import org.jspecify.annotations.NullMarked;
