package dev.sluice.exports.parquet;

import java.util.Arrays;
import java.util.Comparator;

/// How Parquet orders the values of a type, compared in their PLAIN encoding.
enum Order implements Comparator<byte[]> {
    INT32 {
        @Override
        public int compare(byte[] a, byte[] b) {
            return Integer.compare(PageBuffer.getInt(a, 0), PageBuffer.getInt(b, 0));
        }
    },
    INT64 {
        @Override
        public int compare(byte[] a, byte[] b) {
            return Long.compare(PageBuffer.getLong(a, 0), PageBuffer.getLong(b, 0));
        }
    },
    FLOAT {
        @Override
        public int compare(byte[] a, byte[] b) {
            return Float.compare(
                    Float.intBitsToFloat(PageBuffer.getInt(a, 0)),
                    Float.intBitsToFloat(PageBuffer.getInt(b, 0)));
        }
    },
    DOUBLE {
        @Override
        public int compare(byte[] a, byte[] b) {
            return Double.compare(
                    Double.longBitsToDouble(PageBuffer.getLong(a, 0)),
                    Double.longBitsToDouble(PageBuffer.getLong(b, 0)));
        }
    },
    /// Byte by byte, without signs; UTF-8 in this order is in the order of its characters.
    BYTES {
        @Override
        public int compare(byte[] a, byte[] b) {
            return Arrays.compareUnsigned(a, b);
        }
    },
    /// Big-endian two's complement of one length, as wide decimals are.
    SIGNED_BYTES {
        @Override
        public int compare(byte[] a, byte[] b) {
            return a[0] == b[0] ? Arrays.compareUnsigned(a, b) : Byte.compare(a[0], b[0]);
        }
    }
}
