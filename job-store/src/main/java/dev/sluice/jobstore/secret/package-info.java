/// Encryption of what must not be read in the database.
@NullMarked
package dev.sluice.jobstore.secret;

import org.jspecify.annotations.NullMarked;
