/// What a worker is asked to do, as stored with the job.
@NullMarked
package dev.sluice.model.request;

import org.jspecify.annotations.NullMarked;
