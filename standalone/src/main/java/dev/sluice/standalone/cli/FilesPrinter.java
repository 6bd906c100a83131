package dev.sluice.standalone.cli;

import dev.sluice.standalone.cli.client.ExportFiles;
import dev.sluice.standalone.cli.download.Downloaded;
import dev.sluice.standalone.cli.terminal.Quantities;
import dev.sluice.standalone.cli.terminal.Terminal;
import java.util.List;

/// The files of an export for a person.
final class FilesPrinter {
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
    }

    void links(ExportFiles files) {
        for (var part : files.parts()) {
            line("");
            line(part.name() + "  " + Quantities.bytes(part.bytes()));
            line("  " + terminal.style().accent(part.url()));
            line(terminal.style().dim("  SHA-256 " + part.sha256()));
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
                                            + " prints fresh ones, with --out FILE it downloads."));
        }
    }

    void downloaded(List<Downloaded> fetched) {
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
