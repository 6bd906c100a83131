package dev.sluice.questions.composing;

import java.util.ArrayList;
import java.util.stream.Collectors;

/// One sentence that says what a statement does.
final class Explanation {
    private Explanation() {}

    static String of(Plan plan, SelectList select) {
        var text = new StringBuilder(plan.grouped() ? measured(plan) : listed(select));
        if (!plan.conditions.isEmpty()) {
            text.append(", where ")
                    .append(
                            plan.conditions.stream()
                                    .map(Conditions::words)
                                    .collect(Collectors.joining(" and ")));
        }
        if (!plan.having.isEmpty()) {
            text.append(", only where ")
                    .append(
                            plan.having.stream()
                                    .map(Conditions::words)
                                    .collect(Collectors.joining(" and ")));
        }
        for (var order : plan.orders) {
            var column = order.column();
            var measure = order.measure();
            var by =
                    measure != null ? Labels.words(measure) : column != null ? column.spoken() : "";
            text.append(order.descending() ? ", highest " : ", lowest ")
                    .append(by)
                    .append(" first");
        }
        if (plan.limit != null) {
            text.append(plan.limit == 1 ? ", the first one" : ", the first " + plan.limit);
        }
        text.setCharAt(0, Character.toUpperCase(text.charAt(0)));
        return text.append('.').toString();
    }

    private static String measured(Plan plan) {
        var measures = new ArrayList<String>();
        plan.measures.forEach(m -> measures.add(Labels.words(m)));
        var keys = plan.keys.stream().map(Labels::words).collect(Collectors.joining(" and "));
        if (measures.isEmpty()) {
            return "each " + keys;
        }
        return String.join(" and ", measures) + (keys.isEmpty() ? "" : " for each " + keys);
    }

    private static String listed(SelectList select) {
        var columns =
                select.rowColumns().stream()
                        .map(c -> c.spoken())
                        .distinct()
                        .limit(8)
                        .collect(Collectors.joining(", "));
        return "rows with " + columns;
    }
}
