package dev.sluice.standalone.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// Asks `stty` for the width, since Java has no call for it.
final class TerminalSize {
    private TerminalSize() {}

    static OptionalInt columns() {
        try {
            var stty =
                    new ProcessBuilder("stty", "size")
                            .redirectInput(new File("/dev/tty"))
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            if (!stty.waitFor(1, TimeUnit.SECONDS)) {
                stty.destroyForcibly();
                return OptionalInt.empty();
            }
            return parse(
                    new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return OptionalInt.empty(); // no stty, no terminal: the default width will do
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalInt.empty();
        }
    }

    /// @param answer rows and columns, such as `24 80`
    static OptionalInt parse(String answer) {
        var words = answer.strip().split(" ");
        if (words.length != 2 || !words[1].matches("[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        var columns = Integer.parseInt(words[1]);
        return columns < 20 ? OptionalInt.empty() : OptionalInt.of(Math.min(columns, 200));
    }
}
