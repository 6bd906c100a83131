package dev.sluice.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Test;

class ProcessorTimeTest {
    private static final long SELF = ProcessHandle.current().pid();

    @Test
    void whatThisProcessUsesIsItsOwn() throws Exception {
        // a process with children of its own stands for the server
        var server = new ProcessBuilder("sh", "-c", "sleep 60 & wait").start();
        try {
            var before = ProcessorTime.now(server.pid());
            assumeTrue(before.isPresent(), "no /proc here");
            var counted = processorSeconds();
            while (processorSeconds() - counted < 0.5) {
                Math.log(System.nanoTime());
            }
            var after = ProcessorTime.now(server.pid()).orElseThrow();
            assertThat(after.ownSince(before.get()))
                    .isCloseTo(processorSeconds() - counted, within(0.2));
            assertThat(after.all()).isGreaterThan(after.own());
        } finally {
            server.descendants().forEach(ProcessHandle::destroy);
            server.destroy();
        }
    }

    @Test
    void theTimeOfAChildCountsOnceItHasEnded() throws Exception {
        var before = ProcessorTime.now(SELF);
        assumeTrue(before.isPresent(), "no /proc here");
        new ProcessBuilder("sh", "-c", "i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done")
                .start()
                .waitFor();
        var after = ProcessorTime.now(SELF).orElseThrow();
        assertThat(after.ownSince(before.get())).isGreaterThan(0.1);
    }

    private static double processorSeconds() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
    }
}
