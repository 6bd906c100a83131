package dev.sluice.jobstore.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.fault.PausePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ParkingPlaceTest {
    private static final PausePoint POINT = PausePoint.CLAIM_AFTER_COMMIT;

    @TempDir private Path directory = Path.of("");

    @AfterEach
    void deaf() {
        PausePoint.listen(point -> {});
    }

    @Test
    void nobodyStopsWhereNothingIsWanted() {
        ParkingPlace.openIfWanted(Map.of(ParkingPlace.VARIABLE, directory.toString()));
        POINT.reached();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void withoutTheVariableNobodyListens() throws IOException {
        ParkingPlace.openIfWanted(Map.of());
        Files.createFile(directory.resolve(POINT.name()));
        POINT.reached();
        assertThat(directory.resolve(POINT.name())).exists();
    }

    @Test
    void oneOfManyIsHeldAndSaysWhoItIs() throws Exception {
        ParkingPlace.openIfWanted(Map.of(ParkingPlace.VARIABLE, directory.toString()));
        Files.createFile(directory.resolve(POINT.name()));
        PausePoint.CLAIM_BEFORE_COMMIT.reached();
        var threads =
                Stream.generate(() -> Thread.ofPlatform().daemon().start(POINT::reached))
                        .limit(8)
                        .toList();
        var reached = directory.resolve(POINT.name() + ParkingPlace.REACHED);
        await().until(() -> Files.exists(reached) && alive(threads) == 1);
        assertThat(reached).content().isEqualTo(Long.toString(ProcessHandle.current().pid()));
        assertThat(directory.resolve(POINT.name())).doesNotExist();
        POINT.reached();

        Files.delete(reached);
        await().until(() -> alive(threads) == 0);
        assertThat(directory).isEmptyDirectory();
    }

    private static long alive(List<Thread> threads) {
        return threads.stream().filter(Thread::isAlive).count();
    }
}
