package dev.sluice.benchmarks.server;

import dev.sluice.benchmarks.machine.BenchmarkFailure;
import dev.sluice.benchmarks.machine.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Waits until a process answers.
final class Readiness {
    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int OK = 200;

    private Readiness() {}

    static void await(JavaProcess process, URI probe) {
        var deadline = System.nanoTime() + LONGEST_START.toNanos();
        try (var http = HttpClient.newHttpClient()) {
            while (!answers(http, probe)) {
                process.requireAlive();
                if (System.nanoTime() > deadline) {
                    throw process.failure(
                            "does not answer after %d s".formatted(LONGEST_START.toSeconds()));
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    static void stop(JavaProcess process) {
        try {
            process.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean answers(HttpClient http, URI probe) {
        try {
            var request = HttpRequest.newBuilder(probe).timeout(Duration.ofSeconds(5)).build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException _) {
            return false; // not yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchmarkFailure("Interrupted.", e);
        }
    }
}
