/// Workers against real servers.
@NullMarked
package dev.sluice.jobstore.worker;

import org.jspecify.annotations.NullMarked;
