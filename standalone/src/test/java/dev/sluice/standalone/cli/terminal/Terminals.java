package dev.sluice.standalone.cli.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Terminals with chosen abilities.
final class Terminals {
    private Terminals() {}

    static Terminal unicode(int width) {
        return new Terminal(nowhere(), nowhere(), true, false, true, width);
    }

    static Terminal ascii(int width) {
        return new Terminal(nowhere(), nowhere(), false, false, false, width);
    }

    static Terminal colourful() {
        return new Terminal(nowhere(), nowhere(), true, true, true, 80);
    }

    private static PrintWriter nowhere() {
        return new PrintWriter(new StringWriter());
    }
}
