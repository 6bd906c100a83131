package dev.sluice.standalone.cli;

import dev.sluice.model.Json;
import dev.sluice.standalone.cli.terminal.Terminal;

/// One document on one line. Where the output's encoding is not UTF-8, what it may lack is escaped, so
/// that nothing is lost.
final class JsonOutput {
    private JsonOutput() {}

    static void print(Terminal terminal, Object document) {
        var json = Json.write(document);
        terminal.out().println(terminal.unicode() ? json : ascii(json));
    }

    /// Characters beyond ASCII stand only inside strings, where JSON takes an escape as well.
    static String ascii(String json) {
        var escaped = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            var character = json.charAt(i);
            if (character < 0x80) {
                escaped.append(character);
            } else {
                escaped.append(String.format("\\u%04x", (int) character));
            }
        }
        return escaped.toString();
    }
}
