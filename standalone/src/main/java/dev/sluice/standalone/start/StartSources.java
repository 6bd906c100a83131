package dev.sluice.standalone.start;

import dev.sluice.embedded.PostgresProcess;
import dev.sluice.standalone.embedded.Secrets;
import java.util.List;
import java.util.Optional;

/// The sources that are ready to be asked when the API first answers.
@FunctionalInterface
public interface StartSources {
    /// Called when the embedded servers are up, before the services are.
    ///
    /// @param postgres the embedded PostgreSQL; empty where it was not wanted
    List<SourceOption> prepare(Optional<PostgresProcess> postgres, Secrets secrets);
}
