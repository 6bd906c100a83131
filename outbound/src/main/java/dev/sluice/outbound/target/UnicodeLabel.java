package dev.sluice.outbound.target;

import java.lang.Character.UnicodeScript;
import java.net.IDN;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/// A label of letters beyond ASCII, in its `xn--` form.
///
/// Only labels on which IDNA 2003, IDNA 2008 and UTS #46 agree are taken, that is, letters, marks and
/// digits that no mapping but lower case changes. Whatever one of them maps to something else, such as
/// full-width digits, circled letters, the ideographic full stop or `ß`, is refused, and can be written
/// in its `xn--` form by whoever means it.
final class UnicodeLabel {
    private UnicodeLabel() {}

    static String toAscii(String label) throws RefusedTargetException {
        var lower =
                Normalizer.normalize(
                        Normalizer.normalize(label, Form.NFC).toLowerCase(Locale.ROOT), Form.NFC);
        if (!Normalizer.isNormalized(lower, Form.NFKC)
                || !isWord(lower)
                || !WritingDirection.isKept(lower)) {
            throw refused();
        }
        try {
            var ascii = IDN.toASCII(lower, IDN.ALLOW_UNASSIGNED | IDN.USE_STD3_ASCII_RULES);
            // a mapping that loses something, such as ß to ss, does not come back
            if (!IDN.toUnicode(ascii, IDN.ALLOW_UNASSIGNED).equals(lower)) {
                throw refused();
            }
            return ascii;
        } catch (IllegalArgumentException e) {
            throw refused();
        }
    }

    /// A label of digits alone is a number to readers that know the digits of other scripts.
    private static boolean isWord(String label) {
        return label.codePoints().anyMatch(Character::isLetter)
                && !isMark(label.codePointAt(0))
                && label.codePoints().allMatch(UnicodeLabel::isWordCharacter);
    }

    private static boolean isWordCharacter(int character) {
        if (isDropped(character) || isFoldedElsewhere(character)) {
            return false;
        }
        return character == '-'
                || isMark(character)
                || switch (Character.getType(character)) {
                    case Character.LOWERCASE_LETTER,
                            Character.OTHER_LETTER,
                            Character.MODIFIER_LETTER,
                            Character.DECIMAL_DIGIT_NUMBER ->
                            true;
                    default -> false;
                };
    }

    /// Variation selectors, fillers and inherent vowels: UTS #46 leaves them out.
    private static boolean isDropped(int character) {
        return (character >= 0xe0100 && character <= 0xe01ef)
                || (character >= 0xfe00 && character <= 0xfe0f)
                || (character >= 0x180b && character <= 0x180f)
                || character == 0x115f
                || character == 0x1160
                || character == 0x17b4
                || character == 0x17b5;
    }

    /// Cherokee, whose small letters Unicode folds to capitals, and Cyrillic forms of other letters.
    private static boolean isFoldedElsewhere(int character) {
        return UnicodeScript.of(character) == UnicodeScript.CHEROKEE
                || (character >= 0x1c80 && character <= 0x1c8f);
    }

    private static boolean isMark(int character) {
        var type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static RefusedTargetException refused() {
        return new RefusedTargetException(
                Rule.HOST,
                "The URL's host has letters that do not read alike everywhere; write it in its xn--"
                        + " form.");
    }
}
