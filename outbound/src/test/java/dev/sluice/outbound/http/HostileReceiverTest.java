package dev.sluice.outbound.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What receivers do that are slow, broken, or mean it badly. Each receiver here goes on for ever unless
/// it is cut off, so a test that ends has seen it cut.
@Timeout(120)
class HostileReceiverTest {
    private static final Duration SHORT = Duration.ofSeconds(2);

    private final ClientWorld world = new ClientWorld();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void close() throws Exception {
        never.countDown();
        world.close();
    }

    @Test
    void whoNeverAnswersIsCutAtTheDeadline() {
        assertThat(sendInShortTime(out -> pause(Duration.ofMinutes(5))))
                .isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void whoSendsItsHeadersByteByByteIsCutAtTheDeadline() {
        assertThat(
                        sendInShortTime(out -> {
                            out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
                            drip(out);
                        }))
                .isInstanceOf(Outcome.TimedOut.class);
    }

    @Test
    void whoSendsItsBodyByteByByteHasAnsweredAllTheSame() {
        assertThat(
                        sendInShortTime(out -> {
                            out.write("HTTP/1.1 200 OK\r\n\r\nstart".getBytes(UTF_8));
                            drip(out);
                        }))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answer -> {
                            assertThat(answer.status()).isEqualTo(200);
                            assertThat(answer.bodyCut()).isTrue();
                            assertThat(answer.body()).asString().startsWith("start");
                            assertThat(answer.took()).isGreaterThanOrEqualTo(SHORT);
                        });
    }

    @Test
    void anEndlessBodyIsReadToItsLimitOnly() {
        var receiver =
                world.receiver(out -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(UTF_8));
                    endless(out, "x".repeat(1024));
                });

        assertThat(send(receiver))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answer -> {
                            assertThat(answer.body()).hasSize(16 * 1024);
                            assertThat(answer.bodyCut()).isTrue();
                        });
    }

    @Test
    void anEndlessHeaderLineIsNoAnswer() {
        assertThat(
                        send(
                                world.receiver(out -> {
                                    out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(UTF_8));
                                    endless(out, "x".repeat(1024));
                                })))
                .isInstanceOf(Outcome.BadAnswer.class);
    }

    @Test
    void endlessHeadersAreNoAnswer() {
        assertThat(
                        send(
                                world.receiver(out -> {
                                    out.write("HTTP/1.1 200 OK\r\n".getBytes(UTF_8));
                                    endless(out, "X: y\r\n");
                                })))
                .isInstanceOf(Outcome.BadAnswer.class);
    }

    @Test
    void endlessInterimAnswersAreNoAnswer() {
        assertThat(send(world.receiver(out -> endless(out, "HTTP/1.1 100 Continue\r\n\r\n"))))
                .isInstanceOf(Outcome.BadAnswer.class);
    }

    @Test
    void endlessEmptyLinesAreNoAnswer() {
        assertThat(send(world.receiver(out -> endless(out, "\r\n"))))
                .isInstanceOf(Outcome.BadAnswer.class);
    }

    @Test
    void whatIsNotHttpIsNoAnswer() {
        assertThat(
                        send(
                                world.receiver(
                                        Receiver.saying(
                                                "220 mail.example.org ESMTP\n"
                                                        + "x\n".repeat(50)))))
                .isInstanceOf(Outcome.BadAnswer.class);
    }

    @Test
    void whoClosesWithoutAWordHasNotAnswered() {
        assertThat(send(world.receiver(out -> {}))).isInstanceOf(Outcome.NoConnection.class);
    }

    @Test
    void whoBreaksOffInTheBodyHasAnswered() {
        assertThat(send(world.receiver(Receiver.saying("HTTP/1.1 204 No Content\nX: 1\n\n"))))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class, answer -> assertThat(answer.body()).isEmpty());
        assertThat(
                        send(
                                world.receiver(
                                        Receiver.saying(
                                                "HTTP/1.1 500 No\nContent-Length: 99\n\npart"))))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answer -> {
                            assertThat(answer.status()).isEqualTo(500);
                            assertThat(answer.bodyCut()).isTrue();
                            assertThat(answer.body()).asString().isEqualTo("part");
                        });
    }

    @Test
    void aCompressedBodyStaysAsItCame() {
        var answer =
                (Outcome.Answered)
                        send(
                                world.receiver(out -> {
                                    out.write(
                                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
                                                    .getBytes(UTF_8));
                                    try (var gzip = new GZIPOutputStream(out)) {
                                        gzip.write(new byte[1 << 20]);
                                    }
                                }));

        assertThat(answer.body()).hasSizeLessThan(4096).startsWith(0x1f, 0x8b);
    }

    @Test
    void chunksAreReadAndRetryAfterIsTold() {
        assertThat(
                        send(
                                world.receiver(
                                        Receiver.saying(
                                                "HTTP/1.1 100 Continue\n\nHTTP/1.1 429 Wait\n"
                                                        + "Retry-After: 120\n"
                                                        + "Transfer-Encoding: chunked\n\n"
                                                        + "5\nlater\n0\n\n"))))
                .isInstanceOfSatisfying(
                        Outcome.Answered.class,
                        answer -> {
                            assertThat(answer.status()).isEqualTo(429);
                            assertThat(answer.header("retry-after")).contains("120");
                            assertThat(answer.body()).asString().isEqualTo("later");
                            assertThat(answer.bodyCut()).isFalse();
                        });
    }

    private Outcome send(Receiver receiver) {
        return world.client().send(ClientWorld.post(receiver));
    }

    private Outcome sendInShortTime(Receiver.Behaviour behaviour) {
        return world.client(SHORT).send(ClientWorld.post(world.receiver(behaviour)));
    }

    private void drip(OutputStream out) throws IOException {
        while (!pause(Duration.ofMillis(50))) {
            out.write('x');
            out.flush();
        }
    }

    private static void endless(OutputStream out, String text) throws IOException {
        while (true) {
            out.write(text.getBytes(UTF_8));
        }
    }

    /// Whether the test was over before the pause.
    private boolean pause(Duration length) throws IOException {
        try {
            return never.await(length.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
