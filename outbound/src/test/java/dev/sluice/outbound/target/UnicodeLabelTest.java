package dev.sluice.outbound.target;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.IDNA;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Held against ICU's UTS #46, strict and without its transitional mappings, over all of Unicode.
class UnicodeLabelTest {
    private static final IDNA UTS46 =
            IDNA.getUTS46Instance(
                    IDNA.NONTRANSITIONAL_TO_ASCII
                            | IDNA.USE_STD3_RULES
                            | IDNA.CHECK_BIDI
                            | IDNA.CHECK_CONTEXTJ
                            | IDNA.CHECK_CONTEXTO);

    @Test
    void whatIsTakenIsWhatUts46MakesOfIt() {
        var taken = 0;
        for (var point = 0x80; point <= Character.MAX_CODE_POINT; point++) {
            if (Character.isDefined(point)) {
                taken += agrees(Character.toString(point) + "1") ? 1 : 0;
            }
        }
        var random = new Random(46);
        for (var i = 0; i < 50_000; i++) {
            agrees(
                    random.ints(1 + random.nextInt(4), 0x80, 0x11000)
                            .collect(
                                    StringBuilder::new,
                                    StringBuilder::appendCodePoint,
                                    StringBuilder::append)
                            .toString());
        }
        assertThat(taken).isGreaterThan(100_000);
    }

    @Test
    void wordsOfManyLanguagesAreTaken() {
        for (var word :
                new String[] {
                    "müller",
                    "MÜLLER",
                    "пример",
                    "例え",
                    "テスト",
                    "مثال",
                    "दुकान",
                    "한국",
                    "παράδειγμα",
                    "việt-nam",
                    "ไทย",
                    "ישראל"
                }) {
            assertThat(agrees(word)).as(word).isTrue();
        }
    }

    /// Whether the label is taken; then it is ICU's, too.
    private static boolean agrees(String label) {
        try {
            var ours = UnicodeLabel.toAscii(label);
            var info = new IDNA.Info();
            var theirs = UTS46.labelToASCII(label, new StringBuilder(), info);
            assertThat(info.getErrors()).as(label).isEmpty();
            assertThat(ours).as(label).isEqualTo(theirs.toString());
            return true;
        } catch (RefusedTargetException e) {
            return false;
        }
    }
}
