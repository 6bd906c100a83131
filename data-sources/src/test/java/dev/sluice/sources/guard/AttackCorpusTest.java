package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.model.problem.ProblemException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AttackCorpusTest {
    private final SqlGuard guard = new SqlGuard();

    static Stream<RetailCorpus.Statement> attacks() {
        return Stream.concat(
                RetailCorpus.statements("attacks.jsonl"), RetailCorpus.lines("own-attacks.sql"));
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void isRefusedWithAReason(RetailCorpus.Statement attack) {
        var problem =
                catchThrowableOfType(
                        ProblemException.class,
                        () -> guard.judge(RetailCorpus.catalog(), attack.sql()));

        assertThat(problem).as(attack.toString()).isNotNull();
        assertThat(problem.problem().code())
                .as(problem.getMessage())
                .isIn(Set.of("unsafe_sql", "unknown_table", "unknown_column"));
        assertThat(problem.problem().position()).isPositive();
    }
}
