package dev.sluice.exports.xlsx;

import dev.sluice.exports.values.ByteSink;
import dev.sluice.exports.values.Numbers;

/// Numbers with fractions as cells.
final class CellNumbers {
    /// Every decimal of that many significant figures is told from all others by a double.
    private static final int EXACT_FIGURES = 15;

    /// Beyond that, a `numeric` is out of a double's range or close to its ends.
    private static final int MOST_CHARACTERS = 300;

    /// The range of numbers that Excel's specification names; what lies outside becomes text.
    private static final double LARGEST = 9.99999999999999E307;

    private static final double SMALLEST = 2.2251E-308;

    private CellNumbers() {}

    static void put(ByteSink to, float value) {
        if (Float.isFinite(value)) {
            begin(to);
            Numbers.put(to, value);
            end(to);
        } else {
            CellValue.putText(to, text -> Numbers.put(text, value));
        }
    }

    static void put(ByteSink to, double value) {
        double size = Math.abs(value);
        if (size <= LARGEST && (size >= SMALLEST || size == 0)) {
            begin(to);
            Numbers.put(to, value);
            end(to);
        } else {
            CellValue.putText(to, text -> Numbers.put(text, value));
        }
    }

    /// Writes it as a number, and takes that back where it has too many figures.
    static void putNumeric(ByteSink to, byte[] row, int at, int length) {
        int before = to.length();
        begin(to);
        int start = to.length();
        Numbers.putNumeric(to, row, at, length);
        if (Numbers.isFinite(row, at, length) && exact(to.array(), start, to.length())) {
            end(to);
        } else {
            to.length(before);
            CellValue.putText(to, text -> Numbers.putNumeric(text, row, at, length));
        }
    }

    private static boolean exact(byte[] text, int start, int end) {
        int first = -1;
        int last = -1;
        int figures = 0;
        for (int i = start; i < end; i++) {
            if (text[i] >= '0' && text[i] <= '9') {
                figures++;
                if (text[i] != '0') {
                    first = first < 0 ? figures : first;
                    last = figures;
                }
            }
        }
        return last - first < EXACT_FIGURES && end - start <= MOST_CHARACTERS;
    }

    private static void begin(ByteSink to) {
        to.putAscii("><v>");
    }

    private static void end(ByteSink to) {
        to.putAscii("</v></c>");
    }
}
