package dev.sluice.sources.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import org.jspecify.annotations.Nullable;

/// Judges and writes what stands in FROM, and qualifies every relation.
final class FromJudge {
    /// The only kinds of FROM item that are let through. `VALUES` only inside parentheses.
    static final Set<Class<?>> ALLOWED =
            Set.of(
                    Table.class,
                    ParenthesedSelect.class,
                    ParenthesedFromItem.class,
                    TableFunction.class,
                    Values.class);

    private static final Set<String> JOIN_WORDS =
            Set.of("NATURAL", "INNER", "LEFT", "RIGHT", "FULL", "OUTER", "CROSS");

    private final Judgement judgement;

    FromJudge(Judgement judgement) {
        this.judgement = judgement;
    }

    void items(PlainSelect select) {
        item(select.getFromItem());
        joins(select.getJoins());
    }

    private void joins(@Nullable List<Join> joins) {
        if (joins != null) {
            joins.forEach(this::join);
        }
    }

    private void join(Join join) {
        if (join.isSimple()) {
            writer().take(",");
        } else {
            String word = writer().peek();
            while (word != null && JOIN_WORDS.contains(word)) {
                writer().take(word);
                word = writer().peek();
            }
            writer().take("JOIN");
        }
        item(join.getFromItem());
        for (var condition : join.getOnExpressions()) {
            writer().take("ON");
            judgement.expressions.judge(condition);
        }
        if (!join.getUsingColumns().isEmpty()) {
            writer().take("USING");
            nameList();
            if (writer().at("AS")) {
                alias();
            }
        }
    }

    private void item(FromItem item) {
        if (!ALLOWED.contains(item.getClass())) {
            throw judgement.unknownNode(item);
        }
        switch (item) {
            case Table table -> relation(table);
            case ParenthesedSelect query -> {
                judgement.selects.query(query);
                named(item);
            }
            case ParenthesedFromItem group -> {
                writer().take("(");
                item(group.getFromItem());
                joins(group.getJoins());
                writer().take(")");
                named(item);
            }
            case Values values -> {
                judgement.selects.query(values);
                named(item);
            }
            case TableFunction call -> {
                Function function = call.getFunction();
                if (function == null) {
                    throw judgement.unknownNode(item);
                }
                judgement.expressions.judge(function);
                named(item);
            }
            default -> throw judgement.unknownNode(item);
        }
    }

    private void relation(Table table) {
        List<Token> parts = writer().qualifiedName();
        String name = parts.getLast().text();
        if (parts.size() == 1 && judgement.scope().seesWithQuery(name)) {
            writer().writeQualified(List.of(name));
            judgement.scope().addItem(name, null);
            named(table);
            return;
        }
        var found = judgement.relations.resolve(parts);
        writer().writeQualified(
                        found.map(t -> List.of(t.schema(), t.name())).orElse(List.of(name)));
        if (table.getAlias() == null) {
            var columns = found.map(t -> Relations.columnNames(t, List.of()));
            judgement.scope().addItem(name, columns.orElse(null));
        } else {
            Token alias = alias();
            List<String> renamed = nameList();
            var columns = found.map(t -> Relations.columnNames(t, renamed));
            judgement.scope().addItem(alias.text(), columns.orElse(null));
        }
        judgement.workload.relation(table, found.orElse(null));
    }

    /// The alias of an item whose columns are not known here.
    private void named(FromItem item) {
        if (item.getAlias() != null) {
            if (item.getAlias().getName() == null || item.getAlias().getName().isBlank()) {
                writer().takeIf("AS");
            } else {
                judgement.scope().addItem(alias().text(), null);
            }
            nameList();
        }
    }

    /// An alias, always written with AS so that it cannot read as anything else.
    Token alias() {
        if (!writer().takeIf("AS")) {
            writer().insertAs();
        }
        return writer().name();
    }

    /// A list of names in parentheses, where one comes next.
    List<String> nameList() {
        var names = new ArrayList<String>();
        if (writer().takeIf("(")) {
            do {
                names.add(writer().name().text());
            } while (writer().takeIf(","));
            writer().take(")");
        }
        return names;
    }

    static String unquoted(String name) {
        return name.startsWith("\"")
                ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                : name;
    }

    private TokenWriter writer() {
        return judgement.writer;
    }
}
