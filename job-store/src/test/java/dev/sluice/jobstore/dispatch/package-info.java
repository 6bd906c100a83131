/// What the dispatcher promises, on a real database.
@NullMarked
package dev.sluice.jobstore.dispatch;

import org.jspecify.annotations.NullMarked;
