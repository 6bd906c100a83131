package dev.sluice.standalone.start;

import java.util.List;
import org.springframework.context.SmartLifecycle;

/// Registers the sources of the command line before the web server takes requests.
final class SourcesAtStart implements SmartLifecycle {
    private final SourceRegistration registration;
    private final List<SourceOption> wanted;
    private boolean registered;

    SourcesAtStart(SourceRegistration registration, List<SourceOption> wanted) {
        this.registration = registration;
        this.wanted = wanted;
    }

    @Override
    public void start() {
        wanted.forEach(registration::register);
        registered = true;
    }

    @Override
    public void stop() {
        registered = false;
    }

    @Override
    public boolean isRunning() {
        return registered;
    }

    /// The web server starts in one of the last phases.
    @Override
    public int getPhase() {
        return 0;
    }
}
