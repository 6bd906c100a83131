package dev.sluice.questions.joining;

import dev.sluice.questions.schema.Reference;
import dev.sluice.questions.schema.Schema;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tables connected by declared foreign keys.
public final class JoinGraph {
    private final Map<TableId, List<JoinPath.Step>> upward = new HashMap<>();
    private final Map<TableId, List<JoinPath.Step>> either = new HashMap<>();

    public JoinGraph(Schema schema) {
        for (Reference reference : schema.references()) {
            var up = new JoinPath.Step(reference, reference.to(), false);
            // a key that is itself the primary key meets one row in both directions
            boolean oneToOne =
                    schema.table(reference.from()).primaryKey().equals(reference.columns());
            var down = new JoinPath.Step(reference, reference.from(), !oneToOne);
            add(upward, reference.from(), up);
            add(either, reference.from(), up);
            add(either, reference.to(), down);
            if (oneToOne) {
                add(upward, reference.to(), down);
            }
        }
    }

    private static void add(
            Map<TableId, List<JoinPath.Step>> steps, TableId from, JoinPath.Step step) {
        if (!step.to().equals(from)) {
            steps.computeIfAbsent(from, t -> new ArrayList<>()).add(step);
        }
    }

    /// The shortest way on which each row meets at most one row.
    public Optional<JoinPath> single(TableId from, TableId to) {
        return shortest(upward, from, to);
    }

    /// The shortest way, in whatever direction.
    public Optional<JoinPath> any(TableId from, TableId to) {
        return shortest(either, from, to);
    }

    private static Optional<JoinPath> shortest(
            Map<TableId, List<JoinPath.Step>> graph, TableId from, TableId to) {
        if (from.equals(to)) {
            return Optional.of(new JoinPath(List.of(), false));
        }
        var distance = new HashMap<TableId, Integer>(Map.of(from, 0));
        var arrivals = new HashMap<TableId, List<JoinPath.Step>>();
        var origins = new HashMap<JoinPath.Step, TableId>();
        var queue = new ArrayDeque<TableId>(List.of(from));
        while (!queue.isEmpty()) {
            var at = queue.remove();
            int d = distance.getOrDefault(at, 0);
            for (var step : graph.getOrDefault(at, List.of())) {
                if (!distance.containsKey(step.to())) {
                    distance.put(step.to(), d + 1);
                    queue.add(step.to());
                }
                if (distance.getOrDefault(step.to(), 0) == d + 1) {
                    arrivals.computeIfAbsent(step.to(), t -> new ArrayList<>()).add(step);
                    origins.put(step, at);
                }
            }
        }
        if (!distance.containsKey(to)) {
            return Optional.empty();
        }
        var steps = new ArrayList<JoinPath.Step>();
        boolean ambiguous = false;
        for (var at = to; !at.equals(from); ) {
            var into = arrivals.getOrDefault(at, List.of());
            ambiguous |= into.size() > 1;
            var step = into.getFirst();
            steps.addFirst(step);
            at = origins.getOrDefault(step, from);
        }
        return Optional.of(new JoinPath(steps, ambiguous));
    }
}
