package dev.sluice.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// Which module may know which, and what none may know (see the design's table of modules).
@AnalyzeClasses(
        packages = "dev.sluice",
        importOptions = {ImportOption.DoNotIncludeTests.class, WithoutFixtures.class})
class ModuleRulesTest {
    private static final String MODEL = "shared-model";
    private static final String JOBS = "job-store";
    private static final String SOURCES = "data-sources";
    private static final String OBJECTS = "object-store";
    private static final String OUTBOUND = "outbound";
    private static final String QUESTIONS = "question-parser";
    private static final String AGENT = "agent-worker";
    private static final String EXPORTS = "export-worker";
    private static final String GATEWAY = "api-gateway";
    private static final String EMBEDDED = "embedded-servers";
    private static final String STANDALONE = "standalone";

    @ArchTest
    static final ArchRule modulesKnowOnlyWhatTheDesignAllows =
            layeredArchitecture()
                    .consideringOnlyDependenciesInAnyPackage("dev.sluice..")
                    .layer(MODEL)
                    .definedBy("dev.sluice.model..")
                    .layer(JOBS)
                    .definedBy("dev.sluice.jobstore..")
                    .layer(SOURCES)
                    .definedBy("dev.sluice.sources..")
                    .layer(OBJECTS)
                    .definedBy("dev.sluice.objects..")
                    .layer(OUTBOUND)
                    .definedBy("dev.sluice.outbound..")
                    .layer(QUESTIONS)
                    .definedBy("dev.sluice.questions..")
                    .layer(AGENT)
                    .definedBy("dev.sluice.agent..")
                    .layer(EXPORTS)
                    .definedBy("dev.sluice.exports..")
                    .layer(GATEWAY)
                    .definedBy("dev.sluice.gateway..")
                    .layer(EMBEDDED)
                    .definedBy("dev.sluice.embedded..")
                    .layer(STANDALONE)
                    .definedBy("dev.sluice.standalone..")
                    .whereLayer(MODEL)
                    .mayNotAccessAnyLayer()
                    .whereLayer(EMBEDDED)
                    .mayNotAccessAnyLayer()
                    .whereLayer(JOBS)
                    .mayOnlyAccessLayers(MODEL)
                    .whereLayer(SOURCES)
                    .mayOnlyAccessLayers(MODEL)
                    .whereLayer(OBJECTS)
                    .mayOnlyAccessLayers(MODEL)
                    .whereLayer(OUTBOUND)
                    .mayOnlyAccessLayers(MODEL)
                    .whereLayer(QUESTIONS)
                    .mayOnlyAccessLayers(MODEL)
                    .whereLayer(AGENT)
                    .mayOnlyAccessLayers(MODEL, JOBS, SOURCES, OBJECTS, QUESTIONS)
                    .whereLayer(EXPORTS)
                    .mayOnlyAccessLayers(MODEL, JOBS, SOURCES, OBJECTS, OUTBOUND)
                    .whereLayer(GATEWAY)
                    .mayOnlyAccessLayers(MODEL, JOBS, SOURCES, OBJECTS, OUTBOUND)
                    .whereLayer(STANDALONE)
                    .mayNotBeAccessedByAnyLayer()
                    .because("a module is one room, and the launcher only wires");

    @ArchTest
    static final ArchRule librariesAreFreeOfSpring =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "dev.sluice.model..",
                            "dev.sluice.questions..",
                            "dev.sluice.sources..",
                            "dev.sluice.outbound..",
                            "dev.sluice.embedded..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.springframework..")
                    .because("they can be used without a container");

    @ArchTest
    static final ArchRule theModelAndTheParserDoNoInput =
            noClasses()
                    .that()
                    .resideInAnyPackage("dev.sluice.model..", "dev.sluice.questions..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "java.sql..",
                            "java.net.http..",
                            "java.nio.file..",
                            "org.jooq..",
                            "org.apache.kafka..")
                    .because("what crosses a process and what is thought about touches nothing");

    @ArchTest
    static final ArchRule onlyTheJobStoreTouchesItsDatabase =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.sluice.jobstore..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.jooq..", "org.flywaydb..")
                    .because("anything that must be true is one transaction there");

    @ArchTest
    static final ArchRule listenersOnlyDelegate =
            noClasses()
                    .that()
                    .haveSimpleNameEndingWith("Listener")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.jooq..", "dev.langchain4j..", "java.sql..")
                    .allowEmptyShould(true)
                    .because("a listener turns a record into one call");
}
