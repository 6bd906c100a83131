package dev.sluice.standalone.cli.terminal;

/// The characters that pictures are made of.
///
/// @param eighths a cell filled from the left by 1/8 to 8/8
/// @param columns a cell filled from below by 1/8 to 8/8
public record Glyphs(
        String eighths,
        String columns,
        char empty,
        String rule,
        String corner,
        String axis,
        String separator,
        String ellipsis,
        String bullet,
        String tick,
        String cross) {
    static final Glyphs UNICODE =
            new Glyphs("▏▎▍▌▋▊▉█", "▁▂▃▄▅▆▇█", '░', "─", "└", "│", " · ", "…", "•", "✓", "✗");
    static final Glyphs ASCII =
            new Glyphs("#", ".:#", '-', "-", "+", "|", ", ", "...", "*", "ok", "x");

    /// A bar that fills `share` of `cells` cells.
    ///
    /// @param share 0 to 1; beyond, it is cut
    String bar(double share, int cells) {
        var steps = eighths.length();
        var filled = (int) Math.round(Math.clamp(share, 0, 1) * cells * steps);
        if (filled == 0 && share > 0) {
            filled = 1; // something is not nothing
        }
        var bar = new StringBuilder();
        bar.repeat(eighths.charAt(steps - 1), filled / steps);
        if (filled % steps > 0) {
            bar.append(eighths.charAt(filled % steps - 1));
        }
        return bar.toString();
    }

    /// The part of a column that falls into one row of cells.
    ///
    /// @param height of the column in rows
    /// @param row 0 is the lowest
    char columnCell(double height, int row) {
        var within = height - row;
        if (within <= 0) {
            return ' ';
        }
        var level = (int) Math.ceil(Math.min(within, 1) * columns.length());
        return columns.charAt(level - 1);
    }
}
