@NullMarked
package dev.sluice.jobstore.lifecycle;

import org.jspecify.annotations.NullMarked;
