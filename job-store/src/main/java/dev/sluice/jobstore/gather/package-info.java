/// Requests that come at once share their turns at the database.
@NullMarked
package dev.sluice.jobstore.gather;

import org.jspecify.annotations.NullMarked;
