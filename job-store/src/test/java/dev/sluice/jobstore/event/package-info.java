@NullMarked
package dev.sluice.jobstore.event;

import org.jspecify.annotations.NullMarked;
