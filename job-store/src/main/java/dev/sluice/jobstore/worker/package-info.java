/// Claim, lease, heartbeat and fence of whoever runs jobs.
@NullMarked
package dev.sluice.jobstore.worker;

import org.jspecify.annotations.NullMarked;
