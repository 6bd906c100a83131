package dev.sluice.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.embedded.ServerStartException;
import dev.sluice.jobstore.DatabaseSettings;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContextException;

class StartFailureTest {
    @EnableConfigurationProperties(DatabaseSettings.class)
    static class Needy {}

    @Test
    void theSentenceUnderAFailureIsTheFailure() {
        var sentence = new ServerStartException("The source zoo cannot be used.");

        assertThat(StartFailure.explained(new ApplicationContextException("bean", sentence)))
                .isSameAs(sentence);
    }

    @Test
    void aWrongSettingIsNamedAsTheEnvironmentNamesIt() {
        assertThat(refusal(Map.of("sluice.database.url", "jdbc:postgresql://db/jobs")))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("SLUICE_DATABASE_USERNAME must not be blank.");
    }

    @Test
    void aValueThatIsNoNumberIsNamedToo() {
        assertThat(
                        refusal(
                                Map.of(
                                        "sluice.database.url", "jdbc:postgresql://db/jobs",
                                        "sluice.database.username", "sluice",
                                        "sluice.database.password", "secret",
                                        "sluice.database.pool-size", "many")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("SLUICE_DATABASE_POOL_SIZE cannot be used")
                .hasMessageContaining("many");
    }

    @Test
    void theDatabasesWordsAreRepeated() {
        assertThat(
                        StartFailure.explained(
                                new IllegalStateException(
                                        "pool", new SQLException("Connection refused."))))
                .isInstanceOf(ServerStartException.class)
                .hasMessage("The job database cannot be used: Connection refused.");
    }

    @Test
    void whatNobodyCanChangeStaysAsItIs() {
        var ours = new IllegalStateException("a mistake of ours");

        assertThat(StartFailure.explained(ours)).isSameAs(ours);
    }

    private static RuntimeException refusal(Map<String, Object> properties) {
        try {
            new SpringApplicationBuilder(Needy.class)
                    .web(WebApplicationType.NONE)
                    .properties(properties)
                    .run()
                    .close();
            throw new AssertionError("it started");
        } catch (RuntimeException e) {
            return StartFailure.explained(e);
        }
    }
}
