package dev.sluice.standalone.cli.terminal;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command writes: results to `out`, progress and errors to `err`.
///
/// @param interactive whether a person watches, so that lines may be drawn over
/// @param colour whether escape sequences for colour are welcome
/// @param unicode whether block characters and dashes can be shown
/// @param width columns
public record Terminal(
        PrintWriter out,
        PrintWriter err,
        boolean interactive,
        boolean colour,
        boolean unicode,
        int width) {
    private static final int DEFAULT_WIDTH = 80;
    private static final int NARROWEST = 40;
    private static final int WIDEST = 200;

    /// The terminal of this process: colours only where one is attached and `NO_COLOR` is not set.
    public static Terminal of(PrintWriter out, PrintWriter err, Map<String, String> environment) {
        var console = System.console();
        var interactive =
                console != null && console.isTerminal() && !"dumb".equals(environment.get("TERM"));
        var noColour = environment.getOrDefault("NO_COLOR", "");
        return new Terminal(
                out,
                err,
                interactive,
                interactive && noColour.isEmpty(),
                canShow('█', System.getProperty("stdout.encoding")),
                width(environment.get("COLUMNS"), interactive));
    }

    /// One that neither draws nor colours, as when output is piped.
    public static Terminal plain(PrintWriter out, PrintWriter err) {
        return new Terminal(out, err, false, false, false, DEFAULT_WIDTH);
    }

    public Style style() {
        return new Style(colour);
    }

    public Glyphs glyphs() {
        return unicode ? Glyphs.UNICODE : Glyphs.ASCII;
    }

    static boolean canShow(char glyph, @Nullable String encoding) {
        return encoding != null
                && Charset.isSupported(encoding)
                && Charset.forName(encoding).newEncoder().canEncode(glyph);
    }

    static int width(@Nullable String columns, boolean interactive) {
        if (columns != null && columns.matches("[0-9]{1,4}")) {
            return Math.clamp(Integer.parseInt(columns), NARROWEST, WIDEST);
        }
        return interactive ? TerminalSize.columns().orElse(DEFAULT_WIDTH) : DEFAULT_WIDTH;
    }
}
