package dev.sluice.outbound.http;

import dev.sluice.outbound.guard.AddressGuard;
import dev.sluice.outbound.guard.Verdict;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;

/// Sends requests to targets that tenants name: judged anew each time, over a connection of its own to
/// a judged address. No redirects, proxies, cookies, decompression, or kept connections.
///
/// A call blocks its thread, which may be virtual; many may be under way at once.
public final class OutboundClient implements AutoCloseable {
    private final AddressGuard guard;
    private final Limits limits;
    private final SSLContext tls;
    private final ScheduledThreadPoolExecutor cutter;

    /// Trusts the issuers that the Java runtime trusts.
    public OutboundClient(AddressGuard guard, Limits limits) {
        this(guard, limits, platformTls());
    }

    public OutboundClient(AddressGuard guard, Limits limits, SSLContext tls) {
        this.guard = guard;
        this.limits = limits;
        this.tls = tls;
        this.cutter =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("outbound-deadline").factory());
        cutter.setRemoveOnCancelPolicy(true);
    }

    /// Whatever the receiver does is an outcome, and there by the total limit of time.
    public Outcome send(OutboundRequest request) {
        var started = System.nanoTime();
        return switch (guard.atDelivery(request.url(), limits.total())) {
            case Verdict.Forbidden no ->
                    new Outcome.Forbidden(no.rule(), no.detail(), since(started));
            case Verdict.Unresolved unknown ->
                    new Outcome.Unresolved(unknown.detail(), since(started));
            case Verdict.Allowed allowed -> {
                try (var connection =
                        new JudgedConnection(
                                guard, allowed, limits, new Deadline(started, limits, cutter))) {
                    yield new Exchange(connection, tls, limits, started).run(request);
                }
            }
        };
    }

    static Duration since(long started) {
        return Duration.ofNanos(System.nanoTime() - started);
    }

    private static SSLContext platformTls() {
        try {
            var context = SSLContext.getInstance("TLS");
            // no key: what a system property names as ours is not shown to strangers
            context.init(new KeyManager[0], null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime has no TLS", e);
        }
    }

    @Override
    public void close() {
        cutter.shutdownNow();
    }
}
