package dev.sluice.agent.model;

import dev.sluice.model.job.Cancellation;
import java.util.List;

/// Proposes text. What comes back is untrusted input and is never executed here. Thread-safe.
public interface LanguageModel {
    /// One reply to a conversation, as JSON by `shape` where the server can hold it to a schema.
    ///
    /// @param spending counts this call, whether or not it succeeds
    /// @throws ModelFailure when there is no reply to work with
    /// @throws java.util.concurrent.CancellationException when nobody wants it any more
    String ask(
            List<Turn> conversation,
            ReplyShape shape,
            ModelSpending spending,
            Cancellation cancellation)
            throws ModelFailure;

    /// One message of a conversation.
    record Turn(Role role, String text) {}

    enum Role {
        SYSTEM,
        USER,
        MODEL
    }
}
