package dev.sluice.standalone.start;

import dev.sluice.embedded.Ports;
import dev.sluice.embedded.PostgresProcess;
import dev.sluice.embedded.ServerStartException;
import dev.sluice.standalone.embedded.DataDirectory;
import dev.sluice.standalone.embedded.EmbeddedStack;
import dev.sluice.standalone.embedded.Settings;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/// All of Sluice in this process: the data directory, the embedded servers, then the services.
/// Closing ends them in the opposite order, so that nothing waits for a server that has gone.
public final class StandaloneServer implements AutoCloseable {
    private final Settings settings;
    private final DataDirectory data;
    private final EmbeddedStack stack;
    private final ConfigurableApplicationContext services;
    private final ApiKeyChoice key;
    private final Consumer<String> tell;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean closed;

    private StandaloneServer(
            Settings settings,
            DataDirectory data,
            EmbeddedStack stack,
            ConfigurableApplicationContext services,
            ApiKeyChoice key,
            Consumer<String> tell) {
        this.settings = settings;
        this.data = data;
        this.stack = stack;
        this.services = services;
        this.key = key;
        this.tell = tell;
    }

    /// Returns when the API answers.
    ///
    /// @param needsPostgres whether the embedded PostgreSQL is wanted even if the job database is
    ///     elsewhere
    /// @param sources made and tried before the API answers
    /// @param tell takes sentences for the person who waits
    /// @throws ServerStartException with a sentence; nothing is left running
    public static StandaloneServer start(
            Settings settings, boolean needsPostgres, StartSources sources, Consumer<String> tell) {
        LauncherWatch.begin(settings);
        var data = DataDirectory.open(settings.dataDirectory());
        EmbeddedStack stack = null;
        try {
            Ports.requireFree(
                    settings.bind(),
                    settings.port(),
                    "the API and the dashboard (--port or SLUICE_PORT changes it)");
            tell.accept("Starting in " + data.path() + " ...");
            stack = EmbeddedStack.start(data, settings, needsPostgres);
            tell.accept("Up: " + stack.description() + ".");
            var key = ApiKeyChoice.of(settings, data);
            var wanted = sources.prepare(stack.postgres(), data.secrets());
            // before the API answers, so that whoever waits for it finds the key
            key.keep(data);
            data.publishPort(settings.port());
            var services = Services.start(settings, data, stack, key.text(), wanted);
            LauncherWatch.ready(settings);
            return new StandaloneServer(settings, data, stack, services, key, tell);
        } catch (RuntimeException e) {
            if (stack != null) {
                stack.close();
            }
            data.close();
            throw e;
        }
    }

    /// Where the API answers on this machine.
    public URI url() {
        return URI.create("http://localhost:" + settings.port());
    }

    public String apiKey() {
        return key.text();
    }

    /// The embedded PostgreSQL; empty where it was not wanted.
    public Optional<PostgresProcess> postgres() {
        return stack.postgres();
    }

    /// Tells where everything is.
    public void announce() {
        tell.accept("API and dashboard: " + url());
        tell.accept(
                key.isNew()
                        ? "API key: %s (kept in %s)".formatted(key.text(), data.apiKeyFile())
                        : "API key: in " + data.apiKeyFile());
        tell.accept("Sources: " + services.getBean(SourceRegistration.class).summary());
        tell.accept(String.format(Locale.ROOT, "Ready %.1f s after the start.", sinceStart()));
    }

    /// From here on Ctrl-C and SIGTERM end everything in order.
    public void stopWithTheProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "sluice-stop"));
    }

    /// Returns when another thread has closed this.
    public void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            services.close();
        } finally {
            try {
                stack.close();
            } finally {
                data.close();
                stopped.countDown();
            }
        }
    }

    public Path dataDirectory() {
        return data.path();
    }

    private static double sinceStart() {
        return ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0;
    }
}
