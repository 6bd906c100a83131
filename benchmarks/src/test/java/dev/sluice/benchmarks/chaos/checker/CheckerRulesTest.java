package dev.sluice.benchmarks.chaos.checker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "dev.sluice.benchmarks.chaos.checker",
        importOptions = ImportOption.DoNotIncludeTests.class)
class CheckerRulesTest {
    @ArchTest
    static final ArchRule theCheckerSharesNoCodeWithTheProduct =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.sluice.benchmarks.chaos.checker..",
                            "java..",
                            "org.postgresql..",
                            "io.minio..",
                            "tools.jackson..",
                            "org.jspecify..")
                    .because("a mistake that both make would be found by neither");
}
