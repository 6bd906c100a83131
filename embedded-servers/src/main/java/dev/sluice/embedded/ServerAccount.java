package dev.sluice.embedded;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Under which account PostgreSQL's programs run: they refuse root.
///
/// @param prefix words put before each command
/// @param owner who must own the files; empty for the account of this process
record ServerAccount(List<String> prefix, String owner) {
    private static final List<String> FALLBACK_USERS = List.of("postgres", "nobody");

    static ServerAccount detect() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return new ServerAccount(List.of(), "");
        }
        // in a user namespace of its own root is nobody special, and the files stay root's
        if (CommandLine.succeeds(List.of("unshare", "-U", "true"))) {
            return new ServerAccount(List.of("unshare", "-U"), "");
        }
        for (var user : FALLBACK_USERS) {
            var prefix = switchingTo(user);
            if (CommandLine.succeeds(with(prefix, List.of("true")))) {
                return new ServerAccount(prefix, user);
            }
        }
        throw new ServerStartException(
                "PostgreSQL refuses to run as root, and this machine lets root neither open a user namespace nor switch to another user. Start Sluice as an ordinary user, or set SLUICE_DATABASE_URL to use a server of your own.");
    }

    /// The user's own group has another name on some systems: nobody's is nogroup on Debian.
    private static List<String> switchingTo(String user) {
        var group = CommandLine.output(List.of("id", "-g", user)).orElse(user);
        return List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--init-groups");
    }

    List<String> command(List<String> words) {
        return with(prefix, words);
    }

    /// Gives a directory, with all below it, to the account.
    ///
    /// @throws ServerStartException when the account may not enter the directory's parents
    void own(Path directory) {
        if (owner.isEmpty()) {
            return;
        }
        try (var files = Files.walk(directory)) {
            var principal =
                    FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(owner);
            for (var file : (Iterable<Path>) files::iterator) {
                Files.setOwner(file, principal);
            }
        } catch (IOException e) {
            throw new ServerStartException(
                    "%s cannot be given to the user %s, under whom PostgreSQL runs: %s."
                            .formatted(directory, owner, e.getMessage()),
                    e);
        }
        requireReadable(directory);
    }

    void requireReadable(Path directory) {
        if (!CommandLine.succeeds(command(List.of("ls", directory.toString())))) {
            throw new ServerStartException(
                    "PostgreSQL refuses to run as root and would run as %s, who may not enter %s. Choose a data directory that %s may enter, such as /var/lib/sluice, or start Sluice as an ordinary user."
                            .formatted(owner, directory, owner));
        }
    }

    private static List<String> with(List<String> prefix, List<String> words) {
        var all = new ArrayList<>(prefix);
        all.addAll(words);
        return List.copyOf(all);
    }
}
