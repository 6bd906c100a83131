package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A PostgreSQL server on the loopback interface, as processes of its own. It outlives a killed JVM;
/// the next start on the same directory stops what was left before it starts anew.
public final class PostgresProcess implements AutoCloseable {
    public static final String SUPERUSER = "postgres";
    private static final String START_SECONDS = "60";
    private static final String STOP_SECONDS = "20";

    /// Written to disk before a commit returns; the log of a bulk load into a new table is skipped.
    private static final Map<String, String> DURABLE =
            Map.of(
                    "fsync", "on",
                    "synchronous_commit", "on",
                    "shared_buffers", "256MB",
                    "max_wal_size", "2GB",
                    "wal_level", "minimal",
                    "max_wal_senders", "0");

    private static final Map<String, String> THROWAWAY =
            Map.of(
                    "fsync", "off",
                    "synchronous_commit", "off",
                    "full_page_writes", "off",
                    "shared_buffers", "128MB",
                    "max_connections", "300");

    /// @param directory keeps the database files and the server's log
    /// @param binaries where PostgreSQL's programs are kept, unpacked once for all servers
    /// @param port on the loopback interface
    /// @param password of the superuser; decided when the directory is first used
    /// @param durable false only for tests: survives no power cut, but is faster
    public record Settings(
            Path directory, Path binaries, int port, String password, boolean durable) {

        @Override
        public String toString() {
            return "PostgreSQL in %s on port %d".formatted(directory, port);
        }
    }

    private final Settings settings;
    private final ServerAccount account;
    private final Path programs;
    private final Path data;
    private final Path log;
    private @Nullable ServerWatch watch;

    private PostgresProcess(Settings settings) {
        this.settings = settings;
        this.account = ServerAccount.detect();
        this.programs = PostgresBinaries.unpackedIn(settings.binaries()).resolve("bin");
        this.data = settings.directory().resolve("data");
        this.log = settings.directory().resolve("postgresql.log");
    }

    /// Stops the server that a killed run left behind, which would keep the port it was given.
    ///
    /// @param directory as in [Settings]; nothing happens where no server ever ran
    /// @param binaries as in [Settings]
    public static void stopLeftBehind(Path directory, Path binaries) {
        if (Postmaster.of(directory.resolve("data")).isEmpty()) {
            return;
        }
        try {
            new PostgresProcess(new Settings(directory, binaries, 0, "", true)).stopOrphan();
        } catch (IOException e) {
            throw new ServerStartException(
                    "The PostgreSQL that an earlier run left in %s cannot be stopped: %s."
                            .formatted(directory, e.getMessage()),
                    e);
        }
    }

    /// Returns when the server takes connections.
    ///
    /// @throws ServerStartException with the server's own words
    public static PostgresProcess start(Settings settings) {
        var server = new PostgresProcess(settings);
        Directories.createPrivate(settings.directory());
        server.account.own(settings.directory());
        try {
            server.stopOrphan();
            server.initialise();
            Files.deleteIfExists(server.log);
            server.launch();
            return server;
        } catch (IOException e) {
            throw new ServerStartException(
                    "PostgreSQL cannot be started in %s: %s."
                            .formatted(settings.directory(), e.getMessage()),
                    e);
        }
    }

    /// From here to [#close] the server is started again when it ends by itself: PostgreSQL does once its
    /// disk is so full that it cannot even write its log.
    ///
    /// @return this
    public PostgresProcess watched() {
        if (watch == null) {
            watch = ServerWatch.over("postgresql", this::isRunning, this::startAgain);
        }
        return this;
    }

    private boolean isRunning() {
        return Postmaster.of(data).filter(Postmaster::isRunning).isPresent();
    }

    private void startAgain() throws IOException {
        if (Postmaster.of(data).isEmpty()) {
            // a start on a full disk leaves an empty one
            Files.deleteIfExists(Postmaster.file(data));
        }
        // otherwise PostgreSQL itself judges by it whether some of its old processes are still at
        // work
        launch();
    }

    public String host() {
        return Ports.LOOPBACK;
    }

    public int port() {
        return settings.port();
    }

    public String username() {
        return SUPERUSER;
    }

    public String password() {
        return settings.password();
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database);
    }

    /// The postmaster's process id, as it wrote it itself.
    public Optional<Long> pid() {
        return Postmaster.of(data).map(Postmaster::pid);
    }

    /// Ends open transactions and the server; returns when it has gone.
    @Override
    public void close() {
        if (watch != null) {
            watch.close();
        }
        try {
            if (Postmaster.of(data).isPresent()) {
                stop();
            }
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL was not stopped: " + e.getMessage(), e);
        }
    }

    private void stopOrphan() throws IOException {
        var left = Postmaster.of(data);
        if (left.isPresent() && left.get().isRunning()) {
            stop();
        }
        // the number may belong to another program by now, and PostgreSQL would wait for that one;
        // a start
        // on a full disk leaves none
        Files.deleteIfExists(Postmaster.file(data));
    }

    private void stop() throws IOException {
        var result = pgCtl("stop", List.of("--mode=fast", "--wait", "--timeout=" + STOP_SECONDS));
        if (result.exitCode() != 0 && Postmaster.of(data).isPresent()) {
            throw new IOException(result.output().strip());
        }
    }

    private void initialise() throws IOException {
        if (Files.isDirectory(data)) {
            return;
        }
        var part = settings.directory().resolve("data.part");
        Directories.delete(part);
        var passwordFile =
                Files.createTempFile(
                        settings.directory(),
                        "password",
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, settings.password());
            account.own(settings.directory());
            var words =
                    new ArrayList<>(
                            List.of(
                                    programs.resolve("initdb").toString(),
                                    "--pgdata=" + part,
                                    "--username=" + SUPERUSER,
                                    "--pwfile=" + passwordFile,
                                    "--auth=scram-sha-256",
                                    "--encoding=UTF8",
                                    "--locale=C",
                                    // letters beyond ASCII change case too, and alike everywhere
                                    "--locale-provider=builtin",
                                    "--builtin-locale=C.UTF-8"));
            if (!settings.durable()) {
                words.add("--no-sync");
            }
            var result = CommandLine.run(account.command(words));
            if (result.exitCode() != 0) {
                throw new IOException(result.output().strip());
            }
        } finally {
            Files.deleteIfExists(passwordFile);
        }
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private void launch() throws IOException {
        Ports.requireFree(host(), port(), "PostgreSQL");
        var result =
                pgCtl(
                        "start",
                        List.of(
                                "--wait",
                                "--timeout=" + START_SECONDS,
                                "--log=" + log,
                                "--options=" + String.join(" ", options())));
        if (result.exitCode() != 0) {
            var words = Files.exists(log) ? Files.readString(log) : result.output();
            throw new IOException(words.strip());
        }
    }

    private List<String> options() {
        var options =
                new ArrayList<>(
                        List.of(
                                "-p",
                                Integer.toString(port()),
                                "-c listen_addresses=" + host(),
                                // the loopback port is the only door
                                "-c unix_socket_directories=''",
                                "-c log_min_messages=warning",
                                "-c timezone=UTC",
                                "-c log_timezone=UTC"));
        (settings.durable() ? DURABLE : THROWAWAY)
                .forEach((name, value) -> options.add("-c %s=%s".formatted(name, value)));
        return options;
    }

    private CommandLine pgCtl(String action, List<String> arguments) throws IOException {
        var words =
                new ArrayList<>(
                        List.of(
                                programs.resolve("pg_ctl").toString(),
                                action,
                                "--pgdata=" + data,
                                "--silent"));
        words.addAll(arguments);
        return CommandLine.run(account.command(words));
    }
}
