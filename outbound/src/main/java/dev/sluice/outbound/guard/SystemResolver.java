package dev.sluice.outbound.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The system's own resolver, with a limit of time.
///
/// Its calls cannot be broken off, and would hold up a virtual thread's carrier: they run on platform
/// threads, one for each name at a time, however many ask for it.
public final class SystemResolver implements Resolver {
    /// A name server that never answers holds a thread until the system gives up.
    private static final int LOOKUPS_AT_ONCE = 64;

    private static final Executor THREADS =
            new ThreadPoolExecutor(
                    0,
                    LOOKUPS_AT_ONCE,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("outbound-lookup-", 0).factory());

    private final ConcurrentMap<String, CompletableFuture<List<InetAddress>>> running =
            new ConcurrentHashMap<>();

    @Override
    public List<InetAddress> resolve(String name, Duration within) throws UnknownHostException {
        try {
            return lookup(name).get(within.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unknown(name, "no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(name, "interrupted", e);
        } catch (ExecutionException e) {
            throw unknown(name, "no address", e);
        }
    }

    private CompletableFuture<List<InetAddress>> lookup(String name) {
        var mine = new CompletableFuture<List<InetAddress>>();
        var first = running.putIfAbsent(name, mine);
        if (first != null) {
            return first;
        }
        try {
            THREADS.execute(() -> ask(name, mine));
        } catch (RejectedExecutionException e) {
            running.remove(name, mine);
            mine.completeExceptionally(e);
        }
        return mine;
    }

    private void ask(String name, CompletableFuture<List<InetAddress>> answer) {
        try {
            answer.complete(List.of(InetAddress.getAllByName(name)));
        } catch (UnknownHostException | RuntimeException e) {
            answer.completeExceptionally(e);
        } finally {
            running.remove(name, answer);
        }
    }

    private static UnknownHostException unknown(String name, String why, Exception cause) {
        var unknown = new UnknownHostException(name + ": " + why);
        unknown.initCause(cause);
        return unknown;
    }
}
