/// Snapshots of sources that a gateway holds for exports: who wants one, who keeps it, whether it lives.
@NullMarked
package dev.sluice.jobstore.snapshot;

import org.jspecify.annotations.NullMarked;
