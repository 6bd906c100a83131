/// Bulk actions over kills and changes of their leader, on a real database.
@NullMarked
package dev.sluice.jobstore.bulk;

import org.jspecify.annotations.NullMarked;
