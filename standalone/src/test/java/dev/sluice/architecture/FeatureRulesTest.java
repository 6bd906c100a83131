package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Packages are features, and features stand in an order: none knows another that knows it.
@AnalyzeClasses(
        packages = "dev.sluice",
        importOptions = {ImportOption.DoNotIncludeTests.class, WithoutFixtures.class})
class FeatureRulesTest {
    @ArchTest static final ArchRule featuresOfTheModel = noCycles("model");

    @ArchTest static final ArchRule featuresOfTheJobStore = noCycles("jobstore");

    @ArchTest static final ArchRule featuresOfTheSources = noCycles("sources");

    @ArchTest static final ArchRule featuresOfOutbound = noCycles("outbound");

    @ArchTest static final ArchRule featuresOfTheQuestionParser = noCycles("questions");

    @ArchTest static final ArchRule featuresOfTheAgent = noCycles("agent");

    @ArchTest static final ArchRule featuresOfTheExports = noCycles("exports");

    @ArchTest static final ArchRule featuresOfTheGateway = noCycles("gateway");

    @ArchTest static final ArchRule featuresOfStandalone = noCycles("standalone");

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields =
            noFields()
                    .should()
                    .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
                    .orShould()
                    .beAnnotatedWith("jakarta.inject.Inject")
                    .because("what a class needs is in its constructor");

    /// The module's root package is left out: it holds the interface above the features, or wires them.
    private static ArchRule noCycles(String module) {
        return slices().matching("dev.sluice." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }
}
