package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.download.Downloaded;
import dev.sluice.standalone.cli.terminal.Columns;
import dev.sluice.standalone.cli.terminal.Quantities;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;

/// The files of an export for a person.
final class FilesPrinter {
    /// Of more files than this there is a sum.
    private static final int MOST_LINES = 20;

    private final Terminal terminal;

    FilesPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    void summary(ExportFiles files) {
        var compression =
                files.compression().equals("none") ? "" : " compressed with " + files.compression();
        line(
                terminal.style()
                        .bold(
                                Quantities.count(files.rowCount(), "row")
                                        + ", "
                                        + Quantities.bytes(files.byteCount())
                                        + " of "
                                        + files.format()
                                        + compression
                                        + " in "
                                        + Quantities.count(files.parts().size(), "file")));
        if (files.truncated()) {
            line("The row limit left rows out.");
        }
        files.notes().forEach(note -> line(Columns.oneLine(note)));
    }

    void links(ExportFiles files) {
        for (var part : files.parts().stream().limit(MOST_LINES).toList()) {
            line("");
            line(part.name() + "  " + Quantities.bytes(part.bytes()));
            line("  " + terminal.style().accent(part.url()));
            line(terminal.style().dim("  SHA-256 " + part.sha256()));
        }
        var more = files.parts().size() - MOST_LINES;
        if (more > 0) {
            line("");
            line("and " + Quantities.count(more, "more file") + "; --json prints all.");
        }
        if (!files.parts().isEmpty()) {
            line("");
            line(
                    terminal.style()
                            .dim(
                                    "The links work without a key until "
                                            + files.parts().getFirst().urlExpiresAt()
                                            + "; ./sluice follow "
                                            + files.jobId()
                                            + " prints fresh ones, with --out it downloads."));
        }
    }

    /// @param out what was given as the destination
    void downloaded(List<Downloaded> fetched, Path out) {
        if (fetched.size() > MOST_LINES) {
            line(
                    terminal.style().good(terminal.glyphs().tick())
                            + " "
                            + Quantities.count(fetched.size(), "file")
                            + " in "
                            + out
                            + "  "
                            + Quantities.bytes(fetched.stream().mapToLong(Downloaded::bytes).sum())
                            + terminal.glyphs().separator()
                            + "each size and SHA-256 as in the manifest");
            return;
        }
        for (var file : fetched) {
            var rows = file.rows();
            line(
                    terminal.style().good(terminal.glyphs().tick())
                            + " "
                            + file.file()
                            + "  "
                            + Quantities.bytes(file.bytes())
                            + (rows == null
                                    ? ""
                                    : terminal.glyphs().separator() + Quantities.count(rows, "row"))
                            + terminal.glyphs().separator()
                            + "SHA-256 as in the manifest");
        }
    }

    private void line(String text) {
        terminal.out().println(text);
    }
}
