/// Registered sources and their encrypted secrets.
@NullMarked
package dev.sluice.jobstore.source;

import org.jspecify.annotations.NullMarked;
