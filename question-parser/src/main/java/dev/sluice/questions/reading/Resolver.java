package dev.sluice.questions.reading;

import dev.sluice.questions.joining.JoinGraph;
import dev.sluice.questions.linking.Link;
import dev.sluice.questions.linking.Mention;
import dev.sluice.questions.schema.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides what ambiguous mentions mean, together: readings that need few, connected tables come first.
public final class Resolver {
    private static final int BEAM = 40;
    private static final double EXTRA_TABLE = 0.06;
    private static final double OWNED = 0.17;
    private static final double UNCONNECTED = 0.5;

    private final JoinGraph graph;

    public Resolver(JoinGraph graph) {
        this.graph = graph;
    }

    private record Choice(List<Link> links, double score) {}

    /// Items with every mention decided, the most plausible first.
    public List<List<Item>> resolve(List<Item> items, int limit) {
        var mentions = new ArrayList<Mention>();
        for (var item : items) {
            if (item instanceof Item.Open open) {
                mentions.add(open.mention());
            }
        }
        var support = support(mentions);
        var owners = owners(items);
        var choices = List.of(new Choice(List.of(), 0));
        for (var mention : mentions) {
            var next = new ArrayList<Choice>();
            for (var choice : choices) {
                for (var link : mention.links()) {
                    var links = new ArrayList<>(choice.links());
                    links.add(link);
                    next.add(
                            new Choice(
                                    links,
                                    choice.score()
                                            + value(link, support)
                                            + owned(link, owners.get(mention))
                                            - spread(choice.links(), link)));
                }
            }
            next.sort(Comparator.comparingDouble(Choice::score).reversed());
            choices = next.subList(0, Math.min(BEAM, next.size()));
        }
        return choices.stream().limit(limit).map(c -> decided(items, c.links())).toList();
    }

    private static double owned(Link link, @Nullable Set<TableId> owners) {
        return owners != null
                        && link instanceof Link.ToColumn column
                        && owners.contains(column.column().table())
                ? OWNED
                : 0;
    }

    /// "name and size of all boxes": the columns listed before "of" belong to the table after it.
    private static Map<Mention, Set<TableId>> owners(List<Item> items) {
        var owners = new IdentityHashMap<Mention, Set<TableId>>();
        var listed = new ArrayList<Mention>();
        boolean of = false;
        for (var item : items) {
            switch (item) {
                case Item.Open open -> {
                    var tables = tables(open.mention());
                    if (of && !tables.isEmpty()) {
                        listed.forEach(m -> owners.put(m, tables));
                        listed.clear();
                    }
                    listed.add(open.mention());
                    of = false;
                }
                case Item.Plain plain -> of |= Set.of("of", "for").contains(plain.word());
                case Item.Joint _ -> {}
                default -> {
                    listed.clear();
                    of = false;
                }
            }
        }
        return owners;
    }

    private static Set<TableId> tables(Mention mention) {
        var tables = new HashSet<TableId>();
        for (var link : mention.links()) {
            if (link instanceof Link.ToTable table && table.score() >= mention.best() - 0.15) {
                tables.add(table.table());
            }
        }
        return tables;
    }

    /// Tables that the question names by their own name make their columns more likely.
    private static Map<TableId, Double> support(List<Mention> mentions) {
        var support = new HashMap<TableId, Double>();
        for (var mention : mentions) {
            for (var link : mention.links()) {
                if (link instanceof Link.ToTable table && link.score() > 0.8) {
                    support.merge(table.table(), 0.12 * link.score(), Math::max);
                }
            }
        }
        return support;
    }

    private static double value(Link link, Map<TableId, Double> support) {
        var table = tableOf(link);
        double bonus =
                link instanceof Link.ToColumn && table != null
                        ? support.getOrDefault(table, 0.0)
                        : 0;
        if (link instanceof Link.ToColumn column && column.qualified()) {
            bonus += 0.1;
        }
        return link.score() + bonus;
    }

    private double spread(List<Link> before, Link link) {
        var table = tableOf(link);
        if (table == null) {
            return 0;
        }
        Set<TableId> tables = new HashSet<>();
        before.forEach(l -> {
            var t = tableOf(l);
            if (t != null) {
                tables.add(t);
            }
        });
        if (tables.isEmpty() || tables.contains(table)) {
            return 0;
        }
        var nearest =
                tables.stream()
                        .flatMap(t -> graph.any(t, table).stream())
                        .mapToInt(p -> p.steps().size())
                        .min();
        return nearest.isPresent() ? EXTRA_TABLE * nearest.getAsInt() : UNCONNECTED;
    }

    private static @Nullable TableId tableOf(Link link) {
        return switch (link) {
            case Link.ToTable t -> t.table();
            case Link.ToColumn c -> c.column().table();
            case Link.ToValue v -> v.column().table();
            case Link.ToGrain _ -> null;
        };
    }

    private static List<Item> decided(List<Item> items, List<Link> links) {
        var decided = new ArrayList<Item>();
        int next = 0;
        for (var item : items) {
            if (item instanceof Item.Open open) {
                decided.add(new Item.OfLink(links.get(next++), open.words()));
            } else {
                decided.add(item);
            }
        }
        return List.copyOf(decided);
    }
}
