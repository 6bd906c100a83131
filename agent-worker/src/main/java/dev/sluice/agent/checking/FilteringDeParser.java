package dev.sluice.agent.checking;

import dev.sluice.model.problem.ProblemType;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectVisitor;
import net.sf.jsqlparser.util.deparser.ExpressionDeParser;
import net.sf.jsqlparser.util.deparser.SelectDeParser;
import org.jspecify.annotations.Nullable;

/// Writes a qualified statement again with more conditions in the WHERE of each SELECT that reads a
/// table they are about. Conditions go there, and not into a subquery around the table, because the
/// server must still see the primary key that a GROUP BY may rely on.
final class FilteringDeParser extends SelectDeParser {
    private final List<Condition> conditions;
    private int tablesSeen;
    private int tablesFiltered;

    private FilteringDeParser(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /// @param schema of the table, unquoted; the same for `table`
    /// @param column spelt for SQL
    /// @param predicate what follows the column
    record Condition(String schema, String table, String column, String predicate) {

        boolean isAbout(Table read) {
            return read.getSchemaName() != null
                    && unquoted(read.getSchemaName()).equals(schema)
                    && unquoted(read.getName()).equals(table);
        }

        private static String unquoted(String name) {
            return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                    ? name.substring(1, name.length() - 1).replace("\"\"", "\"")
                    : name;
        }
    }

    /// @param sql qualified by the guard, so that a table can be told from a name in WITH
    static String rewrite(String sql, List<Condition> conditions) {
        try {
            if (!(CCJSqlParserUtil.parse(sql) instanceof Select select)) {
                throw notFilterable();
            }
            var text = new StringBuilder();
            var tables = new FilteringDeParser(conditions);
            var expressions = new ExpressionDeParser(tables, text);
            tables.setExpressionVisitor(expressions);
            tables.setBuilder(text);
            select.accept((SelectVisitor<StringBuilder>) tables, null);
            if (tables.tablesSeen != tables.tablesFiltered) {
                throw notFilterable();
            }
            return text.toString();
        } catch (JSQLParserException e) {
            throw new IllegalStateException("the guard's own text does not parse", e);
        }
    }

    @Override
    public <S> StringBuilder visit(Table read, S context) {
        if (conditions.stream().anyMatch(condition -> condition.isAbout(read))) {
            tablesSeen++;
        }
        return super.visit(read, context);
    }

    @Override
    protected void deparseWhereClause(PlainSelect select) {
        var added = conditionsFor(select);
        if (added.isEmpty()) {
            super.deparseWhereClause(select);
            return;
        }
        builder.append(" WHERE ");
        if (select.getWhere() != null) {
            builder.append('(');
            select.getWhere().accept(getExpressionVisitor(), null);
            builder.append(") AND ");
        }
        builder.append(String.join(" AND ", added));
    }

    private List<String> conditionsFor(PlainSelect select) {
        var added = new ArrayList<String>();
        collect(select.getFromItem(), added);
        if (select.getJoins() != null) {
            select.getJoins().forEach(join -> collect(join.getFromItem(), added));
        }
        return added;
    }

    private void collect(@Nullable FromItem item, List<String> added) {
        switch (item) {
            case Table read -> {
                var before = added.size();
                for (var condition : conditions) {
                    if (condition.isAbout(read)) {
                        added.add(nameOf(read) + "." + condition.column() + condition.predicate());
                    }
                }
                if (added.size() > before) {
                    tablesFiltered++;
                }
            }
            case ParenthesedFromItem inner when inner.getAlias() == null -> {
                collect(inner.getFromItem(), added);
                if (inner.getJoins() != null) {
                    inner.getJoins().forEach(join -> collect(join.getFromItem(), added));
                }
            }
            case null, default -> {
                // subqueries are SELECTs of their own and get their own conditions
            }
        }
    }

    private static String nameOf(Table read) {
        return read.getAlias() == null ? read.getName() : read.getAlias().getName();
    }

    private static dev.sluice.model.problem.ProblemException notFilterable() {
        return ProblemType.UNSUPPORTED.because(
                "context.filters cannot be applied to the SQL of this question. Put the condition"
                        + " into the question instead.");
    }
}
