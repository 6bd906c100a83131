package dev.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.model.problem.ProblemType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {
    private static final Path PAGE = Path.of("../docs/reference/problems.md");

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void everyProblemHasItsSectionInTheDocs(ProblemType type) throws IOException {
        assertThat(Files.readString(PAGE))
                .contains("## " + type.code() + "\n\n" + type.status() + " · " + word(type));
    }

    private static String word(ProblemType type) {
        return type.problemClass().name().toLowerCase(java.util.Locale.ROOT)
                + (type.retryable() ? " · retryable" : " · not retryable");
    }
}
