package dev.sluice.jobstore.submission;

import java.util.Optional;
import java.util.function.Supplier;

/// Makes a creating request take effect once. Kept 24 hours, per tenant and route.
public interface Idempotency {
    /// The answer given before, without creating anything.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `idempotency_key_reused` for another body
    Optional<StoredAnswer> find(IdempotencyKey key);

    /// Runs `creation` in one transaction with the insert of the key, or returns the stored answer. A
    /// parallel equal request waits up to 5 s for the first.
    ///
    /// @throws dev.sluice.model.problem.ProblemException `idempotency_in_progress`,
    ///     `idempotency_key_reused`, or whatever `creation` throws, and then nothing is stored
    StoredAnswer once(IdempotencyKey key, Supplier<StoredAnswer> creation);
}
