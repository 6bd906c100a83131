package dev.sluice.objects;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;

/// SHA-256 over a stream whose parts are at hand on several threads: each waits for its turn.
final class StreamHash {
    private final MessageDigest sha256;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    StreamHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Turns are handed out by one thread, in the order of the stream.
    Turn nextTurn() {
        var turn = new Turn(last, new CompletableFuture<>());
        last = turn.done;
        return turn;
    }

    void update(PartBuffer part) {
        nextTurn().update(part);
    }

    /// After the last turn was taken; can be asked once.
    String hex() {
        last.join();
        return HexFormat.of().formatHex(sha256.digest());
    }

    final class Turn {
        private final CompletableFuture<Void> before;
        private final CompletableFuture<Void> done;

        private Turn(CompletableFuture<Void> before, CompletableFuture<Void> done) {
            this.before = before;
            this.done = done;
        }

        void update(PartBuffer part) {
            before.join();
            sha256.update(part.bytes(), 0, part.length());
            done.complete(null);
        }
    }
}
