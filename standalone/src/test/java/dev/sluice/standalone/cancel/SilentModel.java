package dev.sluice.standalone.cancel;

import dev.sluice.model.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A model server that takes every question, and either answers with one statement or says nothing until
/// the other side goes away.
final class SilentModel implements AutoCloseable {
    private final ServerSocket listener;
    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger leftAlone = new AtomicInteger();
    private volatile @Nullable String statement;

    SilentModel() {
        try {
            listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
    }

    /// Null for silence.
    void writes(@Nullable String sql) {
        statement = sql;
    }

    /// Questions that came.
    int asked() {
        return asked.get();
    }

    /// Questions whose connection the other side closed before an answer.
    int leftAlone() {
        return leftAlone.get();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var socket = listener.accept();
                Thread.startVirtualThread(() -> serve(socket));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (var socket = connection) {
            var heard = new StringBuilder();
            var chunk = new byte[64 << 10];
            for (int n = socket.getInputStream().read(chunk);
                    n >= 0;
                    n = socket.getInputStream().read(chunk)) {
                heard.append(new String(chunk, 0, n, StandardCharsets.UTF_8));
                if (isWhole(heard)) {
                    asked.incrementAndGet();
                    heard.setLength(0);
                    answer(socket);
                }
            }
        } catch (IOException e) {
            // reset: the other side has gone all the same
            leftAlone.addAndGet(statement == null ? 1 : 0);
            return;
        }
        leftAlone.addAndGet(statement == null ? 1 : 0);
    }

    /// Enough for a test: a body of JSON that ends as it should.
    private static boolean isWhole(CharSequence heard) {
        var text = heard.toString();
        return text.contains("\r\n\r\n") && text.stripTrailing().endsWith("}");
    }

    private void answer(Socket socket) throws IOException {
        var sql = statement;
        if (sql == null) {
            return;
        }
        var body = completion(sql).getBytes(StandardCharsets.UTF_8);
        var head =
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(body.length);
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(body);
    }

    private static String completion(String sql) {
        var reply =
                Map.of(
                        "answerable",
                        true,
                        "sql",
                        sql,
                        "reason",
                        "",
                        "explanation",
                        "Counts what was asked for.",
                        "assumptions",
                        List.of(),
                        "filters",
                        List.of(),
                        "confidence",
                        0.9);
        var message = Map.of("role", "assistant", "content", Json.write(reply));
        return Json.write(
                Map.of(
                        "id",
                        "chatcmpl-1",
                        "object",
                        "chat.completion",
                        "created",
                        1_700_000_000,
                        "model",
                        "scripted",
                        "choices",
                        List.of(Map.of("index", 0, "message", message, "finish_reason", "stop")),
                        "usage",
                        Map.of(
                                "prompt_tokens", 1,
                                "completion_tokens", 1,
                                "total_tokens", 2)));
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
