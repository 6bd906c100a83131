/// SQL without a job: drafts and checks.
@NullMarked
package dev.sluice.gateway.sql;

import org.jspecify.annotations.NullMarked;
