package dev.sluice.exports.lines;

import dev.sluice.exports.encoding.Chunk;
import dev.sluice.exports.encoding.FileAssembly;
import dev.sluice.exports.lines.LinePieces.Piece;
import java.io.IOException;
import java.io.OutputStream;

/// Pieces behind what stands before the rows.
final class LineFile implements FileAssembly {
    private final LineFiles files;
    private final OutputStream file;
    private boolean empty;

    LineFile(LineFiles files, byte[] head, OutputStream file) throws IOException {
        this.files = files;
        this.file = file;
        empty = head.length == 0;
        if (!empty) {
            writeHead(head);
        }
    }

    private void writeHead(byte[] head) throws IOException {
        if (!files.compresses()) {
            file.write(head);
            return;
        }
        try (var member = files.member()) {
            var compressed = new byte[member.bound(head.length)];
            file.write(compressed, 0, member.compress(head, head.length, compressed));
        }
    }

    @Override
    public void append(Chunk chunk) throws IOException {
        var piece = (Piece) chunk;
        file.write(piece.content(), 0, piece.length());
        empty &= piece.length() == 0;
        piece.appended().run();
    }

    @Override
    public void finish() throws IOException {
        if (empty && files.compresses()) {
            // no bytes at all would be no compressed file
            writeHead(new byte[0]);
        }
    }

    @Override
    public void close() {}
}
