/// The truth about jobs: anything that must be true is one transaction here.
@NullMarked
package dev.sluice.jobstore;

import org.jspecify.annotations.NullMarked;
