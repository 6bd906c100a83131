package dev.sluice.sources.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.model.problem.ProblemException;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Select;
import org.junit.jupiter.api.Test;

/// Every kind of node that the parser knows is either allowed by name or refused. A new version of the
/// parser that brings a kind makes these lists differ, and somebody has to look.
class NodeKindsTest {
    @Test
    void onlyListedExpressionsAreAllowed() throws Exception {
        var allowed = names(ExpressionJudge.ALLOWED);

        assertThat(allowed)
                .containsExactlyInAnyOrder(
                        "AllTableColumns",
                        "AndExpression",
                        "CaseExpression",
                        "Column",
                        "Concat",
                        "ExpressionList",
                        "Function",
                        "LongValue",
                        "NotExpression",
                        "OracleNamedFunctionParameter",
                        "OrExpression",
                        "ParenthesedExpressionList",
                        "ParenthesedSelect",
                        "SignedExpression",
                        "StringValue");
        assertThat(names(kindsOf(Expression.class))).containsAll(allowed).hasSize(133);
    }

    @Test
    void refusesEveryExpressionThatIsNotListed() throws Exception {
        int refused = 0;
        for (var kind : kindsOf(Expression.class)) {
            if (ExpressionJudge.ALLOWED.contains(kind)) {
                continue;
            }
            for (var constructor : kind.getConstructors()) {
                if (constructor.getParameterCount() == 0) {
                    var node = (Expression) constructor.newInstance();
                    assertThatThrownBy(() -> judgement().expressions.judge(node))
                            .as(kind.getName())
                            .isInstanceOf(ProblemException.class)
                            .hasMessageContaining(kind.getSimpleName());
                    refused++;
                }
            }
        }
        assertThat(refused).isGreaterThan(80);
    }

    private static Judgement judgement() {
        var reduction = Reducer.reduce(Lexer.tokens("SELECT 1"));
        return new Judgement(new TokenWriter(reduction), new Relations(RetailCorpus.catalog()));
    }

    @Test
    void onlyListedFromItemsAreAllowed() throws Exception {
        assertThat(names(FromJudge.ALLOWED))
                .containsExactlyInAnyOrder(
                        "ParenthesedFromItem",
                        "ParenthesedSelect",
                        "Table",
                        "TableFunction",
                        "Values");
        assertThat(names(kindsOf(FromItem.class)))
                .containsExactlyInAnyOrder(
                        "FromQuery",
                        "Import",
                        "LateralSubSelect",
                        "ParenthesedFromItem",
                        "ParenthesedSelect",
                        "PivotQuery",
                        "PlainSelect",
                        "SetOperationList",
                        "Table",
                        "TableFunction",
                        "TableStatement",
                        "Values");
    }

    @Test
    void onlyListedQueriesAreAllowed() throws Exception {
        assertThat(names(SelectJudge.ALLOWED))
                .containsExactlyInAnyOrder(
                        "ParenthesedSelect", "PlainSelect", "SetOperationList", "Values");
        assertThat(names(kindsOf(Select.class)))
                .containsExactlyInAnyOrder(
                        "FromQuery",
                        "LateralSubSelect",
                        "ParenthesedSelect",
                        "PivotQuery",
                        "PlainSelect",
                        "SetOperationList",
                        "TableStatement",
                        "Values");
    }

    private static Set<String> names(Iterable<? extends Class<?>> classes) {
        var names = new TreeSet<String>();
        classes.forEach(c -> names.add(c.getSimpleName()));
        return names;
    }

    private static List<Class<?>> kindsOf(Class<?> root)
            throws IOException, URISyntaxException, ClassNotFoundException {
        var jar =
                Path.of(
                        Expression.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toURI());
        var kinds = new ArrayList<Class<?>>();
        try (var entries = new JarFile(jar.toFile())) {
            for (var entry : entries.stream().toList()) {
                String name = entry.getName();
                if (name.endsWith(".class") && name.startsWith("net/sf/jsqlparser/")) {
                    var type =
                            Class.forName(
                                    name.substring(0, name.length() - 6).replace('/', '.'),
                                    false,
                                    Expression.class.getClassLoader());
                    if (root.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers())) {
                        kinds.add(type);
                    }
                }
            }
        }
        return kinds;
    }
}
