/// The closed catalogue of errors, shared by HTTP, job rows and webhooks (RFC 9457).
@NullMarked
package dev.sluice.model.problem;

import org.jspecify.annotations.NullMarked;
