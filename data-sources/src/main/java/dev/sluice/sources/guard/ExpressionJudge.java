package dev.sluice.sources.guard;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.OracleNamedFunctionParameter;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.conditional.OrExpression;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;

/// Judges and writes expressions. The reducer leaves few kinds; any other is refused.
final class ExpressionJudge {
    /// The only kinds of expression that are let through. Exact classes: a subclass is another kind.
    static final Set<Class<?>> ALLOWED =
            Set.of(
                    Column.class,
                    AllTableColumns.class,
                    LongValue.class,
                    StringValue.class,
                    Function.class,
                    OracleNamedFunctionParameter.class,
                    CaseExpression.class,
                    ExpressionList.class,
                    ParenthesedExpressionList.class,
                    ParenthesedSelect.class,
                    NotExpression.class,
                    SignedExpression.class,
                    AndExpression.class,
                    OrExpression.class,
                    Concat.class);

    private final Judgement judgement;

    ExpressionJudge(Judgement judgement) {
        this.judgement = judgement;
    }

    void judge(Expression expression) {
        if (!ALLOWED.contains(expression.getClass())) {
            throw judgement.unknownNode(expression);
        }
        switch (expression) {
            case Column ignored -> column();
            case AllTableColumns all -> allColumnsOf(all.getTable());
            case LongValue ignored -> writer().literal();
            case StringValue ignored -> writer().literal();
            case Function call -> call(call);
            case OracleNamedFunctionParameter argument -> {
                writer().name();
                writer().take("=>");
                judge(argument.getExpression());
            }
            case CaseExpression choice -> choice(choice);
            case ParenthesedExpressionList<?> list -> {
                writer().open();
                list(list);
                writer().take(")");
            }
            case ExpressionList<?> list -> list(list);
            case ParenthesedSelect query -> judgement.selects.query(query);
            case NotExpression not -> {
                writer().take("NOT");
                judge(not.getExpression());
            }
            case SignedExpression signed -> {
                writer().take("-");
                judge(signed.getExpression());
            }
            case BinaryExpression binary -> binary(binary);
            default -> throw judgement.unknownNode(expression);
        }
    }

    void list(Iterable<? extends Expression> expressions) {
        boolean first = true;
        for (var expression : expressions) {
            if (!first) {
                writer().take(",");
            }
            first = false;
            judge(expression);
        }
    }

    /// Walks down the left side without recursion: a chain of thousands of ORs is one such side.
    private void binary(BinaryExpression top) {
        var spine = new ArrayDeque<BinaryExpression>();
        Expression left = top;
        while (left instanceof BinaryExpression binary && ALLOWED.contains(left.getClass())) {
            spine.push(binary);
            left = binary.getLeftExpression();
        }
        judge(left);
        for (var binary : spine) {
            switch (binary) {
                case AndExpression ignored -> writer().take("AND");
                case OrExpression ignored -> writer().take("OR");
                default -> writer().operator();
            }
            judge(binary.getRightExpression());
        }
    }

    private void column() {
        List<Token> parts = writer().qualifiedName();
        if (writer().at("(")) {
            throw writer().misread();
        }
        writer().writeQualified(parts.stream().map(Token::text).toList());
        if (parts.size() > 1) {
            // t.f would call f(t) where t has no column f
            judgement.scope().use(parts.get(parts.size() - 2), parts.getLast());
        }
    }

    private void allColumnsOf(Table table) {
        for (int part = 0; part < table.getNameParts().size(); part++) {
            writer().name();
            writer().take(".");
        }
        writer().take("*");
    }

    private void call(Function function) {
        List<Token> name = writer().qualifiedName();
        FunctionRules.require(name, writer().reduction(), writer().index(), judgement.workload);
        writer().functionName(name);
        writer().take("(");
        if (function.getParameters() != null) {
            judge(function.getParameters());
        }
        if (function.getNamedParameters() != null) {
            throw judgement.unknownNode(function.getNamedParameters());
        }
        writer().take(")");
    }

    private void choice(CaseExpression choice) {
        writer().take("CASE");
        if (choice.getSwitchExpression() != null) {
            judge(choice.getSwitchExpression());
        }
        for (var branch : choice.getWhenClauses()) {
            writer().take("WHEN");
            judge(branch.getWhenExpression());
            writer().take("THEN");
            judge(branch.getThenExpression());
        }
        if (choice.getElseExpression() != null) {
            writer().take("ELSE");
            judge(choice.getElseExpression());
        }
        writer().take("END");
    }

    private TokenWriter writer() {
        return judgement.writer;
    }
}
