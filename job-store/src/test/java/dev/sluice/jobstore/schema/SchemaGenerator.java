package dev.sluice.jobstore.schema;

import dev.sluice.fixtures.PostgresServer.Database;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;

/// Writes jOOQ's classes from the migrations, by a real PostgreSQL. CONTRIBUTING says how to run it after
/// changing a migration.
final class SchemaGenerator {
    private SchemaGenerator() {}

    static void generate(Database database, Path folder) throws Exception {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.username(), database.password())
                .locations("classpath:dev/sluice/jobstore/migration")
                .load()
                .migrate();
        GenerationTool.generate(
                new Configuration()
                        .withJdbc(
                                new Jdbc()
                                        .withUrl(database.jdbcUrl())
                                        .withUser(database.username())
                                        .withPassword(database.password()))
                        .withGenerator(
                                new Generator()
                                        .withDatabase(
                                                new org.jooq.meta.jaxb.Database()
                                                        .withInputSchema("public")
                                                        .withOutputSchemaToDefault(true)
                                                        .withExcludes("flyway_.*")
                                                        .withForcedTypes(
                                                                new ForcedType()
                                                                        .withName("INSTANT")
                                                                        .withIncludeTypes(
                                                                                "timestamptz|timestamp with time zone")))
                                        .withGenerate(
                                                new Generate()
                                                        .withRecords(true)
                                                        .withComments(false)
                                                        .withGeneratedAnnotation(false)
                                                        .withKeys(true)
                                                        .withRoutines(false)
                                                        .withIndexes(false)
                                                        .withDefaultCatalog(false))
                                        .withTarget(
                                                new Target()
                                                        .withPackageName(
                                                                "dev.sluice.jobstore.schema")
                                                        .withDirectory(folder.toString()))));
    }
}
