package dev.sluice.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// A program that runs to its end.
///
/// @param output standard output and error together
record CommandLine(int exitCode, String output) {

    static CommandLine run(List<String> words) throws IOException {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        // programs that parse words of their own output need it untranslated
        builder.environment().put("LC_ALL", "C");
        var process = builder.start();
        process.getOutputStream().close();
        try {
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new CommandLine(process.waitFor(), output);
        } catch (InterruptedException _) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while %s ran".formatted(words.getFirst()));
        }
    }

    /// What a program printed; empty where it failed or there is none.
    static Optional<String> output(List<String> words) {
        try {
            var result = run(words);
            return result.exitCode == 0 ? Optional.of(result.output.strip()) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    static boolean succeeds(List<String> words) {
        try {
            return run(words).exitCode == 0;
        } catch (IOException _) {
            return false; // there is no such program
        }
    }
}
