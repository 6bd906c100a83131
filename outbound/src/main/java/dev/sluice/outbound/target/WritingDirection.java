package dev.sluice.outbound.target;

/// The rule for labels that are written from right to left (RFC 5893, section 2), without which digits
/// of two scripts could change places on a screen.
final class WritingDirection {
    private WritingDirection() {}

    static boolean isKept(String label) {
        return label.codePoints().noneMatch(WritingDirection::isRightToLeft)
                || (startsRightToLeft(label)
                        && label.codePoints().allMatch(WritingDirection::fitsRightToLeft)
                        && endsAsItMay(label)
                        && !(has(label, Character.DIRECTIONALITY_EUROPEAN_NUMBER)
                                && has(label, Character.DIRECTIONALITY_ARABIC_NUMBER)));
    }

    private static boolean isRightToLeft(int character) {
        return switch (Character.getDirectionality(character)) {
            case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
                    Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
                    Character.DIRECTIONALITY_ARABIC_NUMBER ->
                    true;
            default -> false;
        };
    }

    private static boolean startsRightToLeft(String label) {
        var first = label.codePointAt(0);
        return isRightToLeft(first)
                && Character.getDirectionality(first) != Character.DIRECTIONALITY_ARABIC_NUMBER;
    }

    private static boolean fitsRightToLeft(int character) {
        return isRightToLeft(character)
                || isMark(character)
                || switch (Character.getDirectionality(character)) {
                    case Character.DIRECTIONALITY_EUROPEAN_NUMBER,
                            Character.DIRECTIONALITY_EUROPEAN_NUMBER_SEPARATOR,
                            Character.DIRECTIONALITY_COMMON_NUMBER_SEPARATOR,
                            Character.DIRECTIONALITY_EUROPEAN_NUMBER_TERMINATOR,
                            Character.DIRECTIONALITY_OTHER_NEUTRALS,
                            Character.DIRECTIONALITY_BOUNDARY_NEUTRAL ->
                            true;
                    default -> false;
                };
    }

    private static boolean endsAsItMay(String label) {
        var at = label.length();
        while (at > 0 && isMark(label.codePointBefore(at))) {
            at -= Character.charCount(label.codePointBefore(at));
        }
        if (at == 0) {
            return false;
        }
        var last = label.codePointBefore(at);
        return isRightToLeft(last)
                || Character.getDirectionality(last) == Character.DIRECTIONALITY_EUROPEAN_NUMBER;
    }

    private static boolean isMark(int character) {
        return Character.getDirectionality(character) == Character.DIRECTIONALITY_NONSPACING_MARK;
    }

    private static boolean has(String label, byte direction) {
        return label.codePoints()
                .anyMatch(character -> Character.getDirectionality(character) == direction);
    }
}
