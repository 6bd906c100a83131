package dev.sluice.outbound.guard;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Spells addresses in every way that some reader takes for an address.
final class EvilForms {
    private static final List<String> DIGITS =
            List.of(
                    "０１２３４５６７８９",
                    "⓪①②③④⑤⑥⑦⑧⑨",
                    "٠١٢٣٤٥٦٧٨٩",
                    "⁰¹²³⁴⁵⁶⁷⁸⁹",
                    "₀₁₂₃₄₅₆₇₈₉",
                    "०१२३४५६७८९");
    private static final List<String> DOTS = List.of("。", "．", "｡", "%2e", "%2E", "․");
    private static final List<String> INVISIBLE =
            List.of(
                    "\t", "\n", "\r", " ", "\u0000", "\u00ad", "\u200b", "\u2060", "\ufeff",
                    "\u3000");

    private final Random random;

    EvilForms(Random random) {
        this.random = random;
    }

    /// One spelling of an IPv4 address as a host, canonical or not.
    String v4(long address) {
        return switch (random.nextInt(12)) {
            case 0 -> quad(address);
            case 1 -> number(address);
            case 2 -> parts(address, 2);
            case 3 -> parts(address, 3);
            case 4 -> parts(address, 4);
            case 5 -> otherDigits(quad(address));
            case 6 -> otherDots(quad(address));
            case 7 -> quad(address) + ".";
            case 8 -> insert(quad(address), pick(INVISIBLE));
            case 9 -> percent(quad(address));
            case 10 -> overflow(address);
            default -> carried(address);
        };
    }

    /// An IPv6 literal that carries an IPv4 address.
    String carried(long address) {
        var high = address >> 16;
        var low = address & 0xffff;
        var client = ~address & 0xffffffffL;
        var groups =
                switch (random.nextInt(11)) {
                    case 0 -> new long[] {0, 0, 0, 0, 0, 0xffff, high, low};
                    case 1 -> new long[] {0, 0, 0, 0, 0, 0, high, low};
                    case 2 -> new long[] {0, 0, 0, 0, 0xffff, 0, high, low};
                    case 3 -> new long[] {0x64, 0xff9b, 0, 0, 0, 0, high, low};
                    case 4 -> new long[] {0x64, 0xff9b, 1, 0, 0, 0, high, low};
                    case 5 -> new long[] {0x64, 0xff9b, 1, high, low >> 8, (low & 0xff) << 8, 0, 0};
                    case 6 -> new long[] {0x2002, high, low, 0, 0, 0, 0, any()};
                    case 7 ->
                            new long[] {
                                0x2001, 0, any(), any(), 0, any(), client >> 16, client & 0xffff
                            };
                    case 8 -> new long[] {0x2a00, 0x1450, any(), any(), 0, 0x5efe, high, low};
                    case 9 -> new long[] {0x2a00, 0x1450, any(), any(), 0x200, 0x5efe, high, low};
                    default -> new long[] {0xfe80, 0, 0, 0, 0, 0x5efe, high, low};
                };
        return v6(groups, address);
    }

    /// One spelling of eight groups; the last two may be written as a dotted quad.
    String v6(long[] groups, long lastTwo) {
        var text = new StringBuilder();
        var quad = random.nextInt(4) == 0 && ((groups[6] << 16) | groups[7]) == lastTwo;
        var end = quad ? 6 : 8;
        var gap = random.nextBoolean() ? zeros(groups, end) : new int[] {-1, -1};
        for (var i = 0; i < end; i++) {
            if (i == gap[0]) {
                text.append(i == 0 ? "::" : ":");
                i = gap[1] - 1;
                continue;
            }
            text.append(hex(groups[i])).append(i == end - 1 && !quad ? "" : ":");
        }
        if (quad) {
            text.append(quad(lastTwo));
        }
        var zone = random.nextInt(8) == 0 ? pick(List.of("%25eth0", "%1", "%lo", "%25")) : "";
        return "[" + text + zone + "]";
    }

    /// The whole URL around a host, ordinary or with tricks of its own.
    String url(String host) {
        var scheme = pick(List.of("https", "https", "https", "HTTPS", "hTTps"));
        var before =
                random.nextInt(6) == 0
                        ? pick(
                                List.of(
                                        "partner.example.org@",
                                        "a:b@",
                                        "partner.example.org:443@",
                                        "partner.example.org\\@",
                                        "partner.example.org#@",
                                        "partner.example.org?@",
                                        "@",
                                        "%40"))
                        : "";
        var port = pick(List.of("", "", "", ":443", ":8443", ":00443", ":"));
        var path = pick(List.of("", "/", "/cb", "/cb?x=1", "?x=1", "#x", "/cb#x", "\\cb", "/a@b"));
        return scheme + "://" + before + host + port + path;
    }

    static String quad(long address) {
        return ((address >> 24) & 255)
                + "."
                + ((address >> 16) & 255)
                + "."
                + ((address >> 8) & 255)
                + "."
                + (address & 255);
    }

    private String number(long value) {
        return switch (random.nextInt(6)) {
            case 0 -> Long.toString(value);
            case 1 -> "0" + Long.toOctalString(value);
            case 2 -> "0x" + Long.toHexString(value);
            case 3 -> "0X" + Long.toHexString(value).toUpperCase(Locale.ROOT);
            case 4 -> "0".repeat(1 + random.nextInt(9)) + Long.toOctalString(value);
            default -> "0x" + "0".repeat(1 + random.nextInt(9)) + Long.toHexString(value);
        };
    }

    /// Fewer parts than four, where the last one has what is left, each in a base of its own.
    private String parts(long address, int count) {
        var text = new StringBuilder();
        for (var i = 0; i < count - 1; i++) {
            text.append(number((address >> (24 - 8 * i)) & 255)).append('.');
        }
        return text.append(number(address & ((1L << (8 * (5 - count))) - 1))).toString();
    }

    /// Numbers beyond a byte, of which some readers keep the lowest bits.
    private String overflow(long address) {
        return random.nextBoolean()
                ? Long.toString(address + (1L << 32) * (1 + random.nextInt(5)))
                : quad(address).replaceFirst("^\\d+", Long.toString((address >> 24) + 256));
    }

    private String otherDigits(String text) {
        var digits = pick(DIGITS);
        var other = new StringBuilder();
        var all = random.nextBoolean();
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var swap = c >= '0' && c <= '9' && (all || random.nextBoolean());
            other.append(swap ? digits.charAt(c - '0') : c);
        }
        return other.toString();
    }

    private String otherDots(String text) {
        var dot = pick(DOTS);
        return random.nextBoolean() ? text.replace(".", dot) : text.replaceFirst("\\.", dot);
    }

    private String percent(String text) {
        var at = random.nextInt(text.length());
        return text.substring(0, at)
                + "%"
                + Integer.toHexString(text.charAt(at))
                + text.substring(at + 1);
    }

    String insert(String text, String what) {
        var at = random.nextInt(text.length() + 1);
        return text.substring(0, at) + what + text.substring(at);
    }

    private String hex(long group) {
        var text = Long.toHexString(group);
        var padded = "0".repeat(random.nextInt(5 - text.length())) + text;
        return random.nextBoolean() ? padded : padded.toUpperCase(Locale.ROOT);
    }

    /// A run of zero groups to leave out, from and to, or -1.
    private static int[] zeros(long[] groups, int end) {
        for (var i = 0; i < end; i++) {
            var to = i;
            while (to < end && groups[to] == 0) {
                to++;
            }
            if (to > i) {
                return new int[] {i, to};
            }
        }
        return new int[] {-1, -1};
    }

    private long any() {
        return random.nextInt(0x10000);
    }

    <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
