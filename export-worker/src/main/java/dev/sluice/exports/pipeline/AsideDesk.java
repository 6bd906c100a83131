package dev.sluice.exports.pipeline;

import dev.sluice.exports.encoding.UnfitValue;
import dev.sluice.model.export.FinishedPart.Coverage;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Encodes on a thread of its own, so that a slow compressor does not keep the source waiting. One piece
/// waits while another is encoded and a third is gathered.
final class AsideDesk implements Desk {
    private static final Piece END =
            new Piece(
                    () -> {
                        throw new IllegalStateException("nothing comes behind the last piece");
                    },
                    Folder.NONE,
                    List.of());

    private final InlineDesk desk;
    private final Consumer<Throwable> onFailure;
    private final BlockingQueue<Piece> waiting = new ArrayBlockingQueue<>(1);
    private final Thread encoder;
    private volatile @Nullable Throwable failure;

    /// @param onFailure told by the encoding thread, while the reading one may be waiting for the source
    AsideDesk(PartSequence files, String name, Consumer<Throwable> onFailure) {
        this.desk = new InlineDesk(files);
        this.onFailure = onFailure;
        encoder = Thread.ofPlatform().daemon().name(name).start(this::encode);
    }

    private void encode() {
        try {
            for (var piece = waiting.take(); piece != END; piece = waiting.take()) {
                // after a failure it goes on emptying, for the reader may be waiting for room
                if (failure == null) {
                    encode(piece);
                }
            }
        } catch (InterruptedException e) {
            // closed without an end: what is under way is not wanted
            failure = e;
        }
    }

    private void encode(Piece piece) {
        try {
            desk.accept(piece);
        } catch (IOException | UnfitValue | RuntimeException | Error e) {
            failure = e;
            onFailure.accept(e);
        }
    }

    @Override
    public void accept(Piece piece) throws IOException, UnfitValue {
        throwIfFailed();
        put(piece);
    }

    @Override
    public void finish(List<Coverage> rest) throws IOException, UnfitValue {
        put(END);
        try {
            encoder.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while the last rows were encoded");
        }
        throwIfFailed();
        desk.finish(rest);
    }

    private void put(Piece piece) {
        try {
            waiting.put(piece);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while rows waited to be encoded");
        }
    }

    private void throwIfFailed() throws IOException, UnfitValue {
        switch (failure) {
            case null -> {}
            case IOException e -> throw e;
            case UnfitValue e -> throw e;
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        encoder.interrupt();
        boolean interrupted = false;
        while (encoder.isAlive()) {
            try {
                encoder.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
