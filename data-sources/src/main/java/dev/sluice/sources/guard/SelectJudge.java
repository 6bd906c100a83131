package dev.sluice.sources.guard;

import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/// Judges and writes queries.
final class SelectJudge {
    /// The only kinds of query that are let through.
    static final Set<Class<?>> ALLOWED =
            Set.of(
                    PlainSelect.class,
                    SetOperationList.class,
                    ParenthesedSelect.class,
                    Values.class);

    private static final List<String> SET_OPERATORS = List.of("UNION", "INTERSECT", "EXCEPT");

    private final Judgement judgement;

    SelectJudge(Judgement judgement) {
        this.judgement = judgement;
    }

    /// A query with all that may stand around its body.
    void query(Select select) {
        judgement.within(() -> {
            with(select);
            body(select);
        });
    }

    private void with(Select select) {
        var items = select.getWithItemsList();
        if (items == null || items.isEmpty()) {
            return;
        }
        writer().take("WITH");
        boolean recursive = writer().takeIf("RECURSIVE");
        if (recursive) {
            items.forEach(item ->
                    judgement.scope().addWithQuery(FromJudge.unquoted(item.getAliasName())));
        }
        boolean first = true;
        for (var item : items) {
            if (!first) {
                writer().take(",");
            }
            first = false;
            withItem(item, recursive);
        }
    }

    private void withItem(WithItem<?> item, boolean recursive) {
        Token name = writer().name();
        if (name.text().startsWith("pg_")) {
            throw Refusal.unsafe(name, "The name of a WITH query must not begin with pg_.");
        }
        judgement.from.nameList();
        writer().take("AS");
        if (writer().takeIf("NOT")) {
            writer().take("MATERIALIZED");
        } else {
            writer().takeIf("MATERIALIZED");
        }
        if (!(item.getParenthesedStatement() instanceof ParenthesedSelect query)
                || query.getClass() != ParenthesedSelect.class) {
            throw judgement.unknownNode(item.getParenthesedStatement());
        }
        var statement = writer().reduction();
        if (recursive && !statement.isWord(statement.afterMatching(writer().index()), "cycle")) {
            judgement.workload.recursion(name, query);
        }
        query(query);
        judgement.scope().addWithQuery(name.text());
    }

    private void body(Select select) {
        if (!ALLOWED.contains(select.getClass())) {
            throw judgement.unknownNode(select);
        }
        switch (select) {
            case ParenthesedSelect parenthesed -> {
                writer().take("(");
                query(parenthesed.getSelect());
                writer().take(")");
            }
            case SetOperationList set -> setOperations(set);
            case Values values -> values(values);
            case PlainSelect plain -> plain(plain);
            default -> throw judgement.unknownNode(select);
        }
        tail(select);
    }

    private void setOperations(SetOperationList set) {
        boolean first = true;
        for (var part : set.getSelects()) {
            if (!first) {
                setOperator();
            }
            first = false;
            query(part);
        }
    }

    private void setOperator() {
        for (var operator : SET_OPERATORS) {
            if (writer().takeIf(operator)) {
                if (!writer().takeIf("ALL")) {
                    writer().takeIf("DISTINCT");
                }
                return;
            }
        }
        throw writer().misread();
    }

    private void values(Values values) {
        writer().take("VALUES");
        expressions().judge(values.getExpressions());
    }

    private void plain(PlainSelect select) {
        if (writer().takeIf(Reducer.TABLE)) {
            judgement.from.items(select);
            return;
        }
        if (!writer().takeIf(Reducer.SELECT_NOTHING)) {
            writer().take("SELECT");
            distinct(select);
            selectItems(select);
        }
        if (select.getFromItem() != null) {
            writer().take("FROM");
            judgement.from.items(select);
        }
        if (select.getWhere() != null) {
            writer().take("WHERE");
            expressions().judge(select.getWhere());
        }
        judgement.workload.join(select, writer().token());
        groupBy(select);
        if (select.getHaving() != null) {
            writer().take("HAVING");
            expressions().judge(select.getHaving());
        }
        windows(select);
    }

    private void selectItems(PlainSelect select) {
        boolean first = true;
        for (var item : select.getSelectItems()) {
            if (!first) {
                writer().take(",");
            }
            first = false;
            selectItem(item);
        }
    }

    private void distinct(PlainSelect select) {
        writer().takeIf("ALL");
        var distinct = select.getDistinct();
        if (distinct == null) {
            return;
        }
        writer().take("DISTINCT");
        var on = distinct.getOnSelectItems();
        if (on != null && !on.isEmpty()) {
            writer().take("ON");
            writer().take("(");
            boolean first = true;
            for (var item : on) {
                if (!first) {
                    writer().take(",");
                }
                first = false;
                expressions().judge(item.getExpression());
            }
            writer().take(")");
        }
    }

    private void selectItem(SelectItem<?> item) {
        Expression expression = item.getExpression();
        if (expression.getClass() == AllColumns.class) {
            writer().take("*");
        } else {
            expressions().judge(expression);
        }
        if (item.getAlias() != null) {
            judgement.from.alias();
        }
    }

    private void groupBy(PlainSelect select) {
        if (select.getGroupBy() == null) {
            return;
        }
        writer().take("GROUP");
        writer().take("BY");
        var list = select.getGroupBy().getGroupByExpressionList();
        expressions().judge(list);
    }

    private void windows(PlainSelect select) {
        var windows = select.getWindowDefinitions();
        if (windows == null) {
            return;
        }
        boolean first = true;
        for (var window : windows) {
            writer().take(first ? "WINDOW" : ",");
            first = false;
            writer().name();
            writer().take("AS");
            writer().take("(");
            if (window.getPartitionExpressionList() != null && writer().takeIf("PARTITION")) {
                writer().take("BY");
                boolean listed = false;
                for (Object part : window.getPartitionExpressionList()) {
                    if (listed) {
                        writer().take(",");
                    }
                    listed = true;
                    expressions().judge((Expression) part);
                }
            }
            orderBy(window.getOrderByElements());
            writer().take(")");
        }
    }

    /// ORDER BY, LIMIT and OFFSET; constant limits have been judged before parsing.
    private void tail(Select select) {
        orderBy(select.getOrderByElements());
        for (int clause = 0; clause < 2; clause++) {
            if (select.getLimit() != null && writer().takeIf("LIMIT")) {
                expressions().judge(select.getLimit().getRowCount());
            }
            if (select.getOffset() != null && writer().takeIf("OFFSET")) {
                expressions().judge(select.getOffset().getOffset());
            }
        }
    }

    private void orderBy(@Nullable List<OrderByElement> elements) {
        if (elements == null || elements.isEmpty()) {
            return;
        }
        writer().take("ORDER");
        writer().take("BY");
        boolean first = true;
        for (var element : elements) {
            if (!first) {
                writer().take(",");
            }
            first = false;
            expressions().judge(element.getExpression());
        }
    }

    private TokenWriter writer() {
        return judgement.writer;
    }

    private ExpressionJudge expressions() {
        return judgement.expressions;
    }
}
