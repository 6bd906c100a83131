/// The job store against real servers.
@NullMarked
package dev.sluice.jobstore;

import org.jspecify.annotations.NullMarked;
