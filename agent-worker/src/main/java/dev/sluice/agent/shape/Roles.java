package dev.sluice.agent.shape;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells a column's role by its type, name and values.
final class Roles {
    private static final Set<String> NUMBERS =
            Set.of(
                    "int2",
                    "int4",
                    "int8",
                    "numeric",
                    "float4",
                    "float8",
                    "money",
                    "smallint",
                    "integer",
                    "bigint",
                    "real",
                    "double precision");
    private static final Set<String> TIMES = Set.of("date", "timestamp", "timestamptz");
    private static final Set<String> WHOLE =
            Set.of("int2", "int4", "int8", "numeric", "float8", "smallint", "integer", "bigint");
    private static final Pattern PERIOD =
            Pattern.compile(
                    "(^|_)(year|quarter|month|week|day|hour|dow|isodow|doy|isoyear)(_number|_no|_of_\\w+)?$");
    private static final Pattern ID =
            Pattern.compile("(^|_)(id|code|no|key|zip|postcode|sku|uuid)$");
    private static final Pattern TEXT_PERIOD = Pattern.compile("\\d{4}-\\d{2}(-\\d{2})?");

    private Roles() {}

    static Role of(String name, String type, List<? extends @Nullable Object> values) {
        var lower = name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})", "_").toLowerCase(Locale.ROOT);
        if (TIMES.contains(type)) {
            return Role.TIME;
        }
        if (NUMBERS.contains(type)) {
            return numeric(lower, type, values);
        }
        if (type.endsWith("]")
                || type.equals("json")
                || type.equals("jsonb")
                || type.equals("bytea")) {
            return Role.OTHER;
        }
        return isTextPeriod(values) ? Role.TIME : Role.LABEL;
    }

    private static Role numeric(String name, String type, List<? extends @Nullable Object> values) {
        if (WHOLE.contains(type) && PERIOD.matcher(name).find() && areSmallIntegers(values)) {
            return Role.TIME;
        }
        return ID.matcher(name).find() && !name.startsWith("count") ? Role.LABEL : Role.NUMBER;
    }

    /// `extract` yields numerics such as 2024, which are years and not quantities.
    private static boolean areSmallIntegers(List<? extends @Nullable Object> values) {
        return values.stream()
                .filter(Objects::nonNull)
                .map(Figures::decimal)
                .allMatch(number ->
                        number != null
                                && number.stripTrailingZeros().scale() <= 0
                                && number.signum() >= 0
                                && number.intValue() <= 3000);
    }

    private static boolean isTextPeriod(List<? extends @Nullable Object> values) {
        var present = values.stream().filter(Objects::nonNull).toList();
        return !present.isEmpty()
                && present.stream()
                        .allMatch(value ->
                                value instanceof String text
                                        && TEXT_PERIOD.matcher(text).matches()
                                        && Timeline.time(text) != null);
    }
}
