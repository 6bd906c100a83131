package dev.sluice.agent.context;

import dev.sluice.model.job.Cancellation;
import dev.sluice.model.job.Stage;

/// Where the steps of a question tell what they do, and learn that nobody listens any more.
public interface Narration extends Cancellation {
    void stage(Stage stage);

    /// A sentence for whoever watches.
    void thought(String content);

    /// SQL that passed the guard and is about to be tried.
    void sql(String sql);

    /// An error that the work goes on after.
    void stumbled(String message, String code);

    /// Throws [java.util.concurrent.CancellationException] if nobody wants the work any more.
    void checkWanted();
}
