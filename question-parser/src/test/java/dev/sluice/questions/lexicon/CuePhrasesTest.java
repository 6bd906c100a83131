package dev.sluice.questions.lexicon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.questions.lexicon.Cue.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

class CuePhrasesTest {
    @Test
    void phrasesOfSeveralLinesSayOrderAndWhatIsMeasured() {
        var phrases =
                CuePhrases.parse(
                        """
                        # how to read this

                        COUNT: how many,
                            number of
                        SUPERLATIVE ascending (age, year): youngest, how many
                        """);
        assertThat(phrases)
                .containsOnlyKeys("how many", "number of", "youngest")
                .containsEntry("number of", new Cue(Type.COUNT, List.of(), true))
                .containsEntry(
                        "how many", new Cue(Type.SUPERLATIVE, List.of("age", "year"), false));
    }

    @Test
    void anEntryThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> CuePhrases.parse("COUNT how many"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("COUNT how many");
        assertThatThrownBy(() -> CuePhrases.parse("COUNTS: how many"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CuePhrases.parse("COUNT: one more word than it reads"))
                .isInstanceOf(IllegalStateException.class);
    }
}
