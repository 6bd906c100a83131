package dev.sluice.benchmarks.chaos.load;

import dev.sluice.benchmarks.chaos.history.History;
import dev.sluice.benchmarks.machine.BenchmarkFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Several tenants with several customers each, who submit, watch, cancel, retry, delete and download, one
/// by one, in batches and by bulk actions, and approve or reject, for as long as they are let.
public final class Load implements AutoCloseable {
    private static final int CUSTOMERS = 3;
    private static final Duration TO_CONNECT = Duration.ofSeconds(4);

    private final History history;
    private final Bounds bounds = new Bounds();
    private final HttpClient http;
    private final List<Tenant> tenants;
    private final List<Thread> threads = new ArrayList<>();

    private Load(History history, HttpClient http, List<Tenant> tenants) {
        this.history = history;
        this.http = http;
        this.tenants = tenants;
    }

    /// Makes the tenants and begins.
    ///
    /// @param gateways as customers reach them
    /// @param operatorKey may make tenants
    /// @param source what each tenant registers
    public static Load begin(
            History history,
            List<URI> gateways,
            String operatorKey,
            Map<String, Object> source,
            long seed) {
        var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(TO_CONNECT)
                        .build();
        try {
            var tenants = new Tenants(http, gateways, operatorKey, source).make();
            var load = new Load(history, http, tenants);
            load.begin(gateways.size(), seed);
            return load;
        } catch (IOException e) {
            throw new BenchmarkFailure("The tenants could not be made: " + e.getMessage(), e);
        }
    }

    private void begin(int gateways, long seed) {
        var seeds = new Random(seed);
        var seen = Customer.sharedMemory();
        for (var tenant : tenants) {
            for (int i = 1; i <= CUSTOMERS; i++) {
                var customer =
                        new Customer(
                                tenant.id() + "-" + i,
                                tenant,
                                history,
                                bounds,
                                new Random(seeds.nextLong()),
                                seen);
                threads.add(Thread.ofVirtual().name(customer.toString()).start(customer::run));
            }
            var lots = new Lots(tenant, history, bounds, new Random(seeds.nextLong()));
            threads.add(Thread.ofVirtual().name(tenant.id() + "-lots").start(lots::run));
            var reviews = new Reviews(tenant, history, bounds, new Random(seeds.nextLong()));
            threads.add(Thread.ofVirtual().name(tenant.id() + "-reviews").start(reviews::run));
            var reading =
                    new EventReading(
                            tenant.api(),
                            history,
                            bounds,
                            new Random(seeds.nextLong()),
                            tenant.id() + "-all");
            threads.add(Thread.ofVirtual().start(reading::tenant));
        }
        var pulse = new Pulse(tenants.getFirst(), history, bounds);
        for (int gateway = 0; gateway < gateways; gateway++) {
            var number = gateway;
            threads.add(Thread.ofVirtual().start(() -> pulse.run(number)));
        }
    }

    /// No new wishes; what is open is followed until its end, or as long as the patience lasts.
    public void finish(Duration patience) {
        bounds.close(patience);
        try {
            for (var thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        bounds.close(Duration.ZERO);
        threads.forEach(Thread::interrupt);
        http.shutdownNow();
    }
}
