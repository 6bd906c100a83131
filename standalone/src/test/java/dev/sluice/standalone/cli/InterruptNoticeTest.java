package dev.sluice.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptNoticeTest {
    @Test
    void endingTheCommandLeavesTheJobAndSaysSo() throws Exception {
        var waiting = new CountDownLatch(1);
        try (var server = new ScriptedServer()) {
            server.on("POST /v1/analyses", 202, ScriptedServer.job("analysis", "queued"));
            server.on(
                    "GET /v1/jobs/job_1/events",
                    exchange -> {
                        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                        exchange.sendResponseHeaders(200, 0); // and then nothing happens
                        exchange.getResponseBody().flush();
                        waiting.countDown();
                    });
            var command =
                    sluice("ask", "x", "--url", server.base().toString(), "--key", "slc_test");
            assertThat(waiting.await(60, TimeUnit.SECONDS)).isTrue();

            command.toHandle().destroy(); // Process.destroy() would close what it wrote

            assertThat(command.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(command.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains(
                            "The job goes on: ./sluice follow job_1 shows it again,"
                                    + " ./sluice cancel job_1 ends it.");
        }
    }

    private static Process sluice(String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("dev.sluice.standalone.Sluice");
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).start();
    }
}
