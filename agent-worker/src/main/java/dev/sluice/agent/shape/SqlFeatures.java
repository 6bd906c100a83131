package dev.sluice.agent.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.select.PlainSelect;

/// What the statement itself says about its numbers, so that no sentence claims more.
///
/// @param additive for each column, whether its values may be added up over the rows: plain sums and
///     counts may, averages and distinct counts may not; empty where unknown
/// @param partial whether groups may be missing from the result (LIMIT, FETCH, HAVING)
/// @param aggregated whether rows stand for groups rather than for themselves
public record SqlFeatures(List<Boolean> additive, boolean partial, boolean aggregated) {
    private static final Pattern AGGREGATING =
            Pattern.compile(
                    "(?i)\\b(group\\s+by|distinct|count\\s*\\(|sum\\s*\\(|avg\\s*\\(|min\\s*\\(|max\\s*\\()");

    public static SqlFeatures of(String sql) {
        var aggregated = AGGREGATING.matcher(sql).find();
        try {
            if (CCJSqlParserUtil.parse(sql) instanceof PlainSelect select) {
                return new SqlFeatures(additive(select), isPartial(select), aggregated);
            }
        } catch (JSQLParserException unread) {
            return new SqlFeatures(List.of(), true, aggregated);
        }
        return new SqlFeatures(List.of(), true, aggregated);
    }

    public boolean isAdditive(Field field) {
        return field.index() < additive.size() && additive.get(field.index());
    }

    private static List<Boolean> additive(PlainSelect select) {
        var additive = new ArrayList<Boolean>();
        for (var item : select.getSelectItems()) {
            additive.add(isPlainSum(item.getExpression()));
        }
        return List.copyOf(additive);
    }

    private static boolean isPlainSum(Expression expression) {
        return switch (expression) {
            case CastExpression cast -> isPlainSum(cast.getLeftExpression());
            case ParenthesedExpressionList<?> list when list.size() == 1 ->
                    isPlainSum(list.getFirst());
            case Function function -> isPlainSum(function);
            default -> false;
        };
    }

    private static boolean isPlainSum(Function function) {
        var name = function.getName().toLowerCase(Locale.ROOT);
        name = name.substring(name.lastIndexOf('.') + 1);
        var parameters = function.getParameters();
        return switch (name) {
            case "sum", "count" -> !function.isDistinct();
            case "round", "coalesce" ->
                    parameters != null
                            && !parameters.isEmpty()
                            && isPlainSum(parameters.getFirst());
            default -> false;
        };
    }

    private static boolean isPartial(PlainSelect select) {
        return select.getLimit() != null
                || select.getFetch() != null
                || select.getOffset() != null
                || select.getHaving() != null;
    }
}
