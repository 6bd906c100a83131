package dev.sluice.standalone.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.standalone.RunningServer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;

class DashboardIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @Test
    void showsJobsLiveAndAnswersAQuestion(@TempDir Path data) {
        try (var browser = Browser.open();
                var server = RunningServer.start(data, 20_000)) {
            browser.resize(Browser.DESKTOP);
            browser.driver.get(server.url().toString());
            awaitText(browser, "API key");
            browser.screenshot("sign-in");

            signIn(browser, "slc_this_is_not_a_key_at_all");
            awaitText(browser, "key");
            signIn(browser, server.apiKey());
            awaitText(browser, "live");
            assertThat(browser.text()).contains("No jobs yet");

            var exported = server.submit("/v1/exports", "{\"sql\":\"SELECT * FROM sales_data\"}");
            awaitText(browser, "SELECT * FROM sales_data");
            awaitText(browser, "succeeded");
            assertThat(exported).startsWith("job_");

            var question = browser.driver.findElement(By.id("question"));
            question.sendKeys("total revenue by category", Keys.ENTER);
            awaitText(browser, "By rules, confidence");
            assertThat(browser.text()).contains("Frozen Food");
            assertThat(browser.overflows()).isFalse();
            browser.screenshot("desktop-light");
            browser.prefer("dark");
            browser.screenshot("desktop-dark");

            browser.resize(Browser.PHONE);
            assertThat(browser.overflows()).isFalse();
            browser.screenshot("phone-dark");
            browser.prefer("light");
            browser.screenshot("phone-light");

            browser.driver.findElement(By.cssSelector(".job:last-child .title")).click();
            awaitText(browser, "Download part-00000.csv");
            browser.screenshot("phone-files");
            exportsTheAnswerAsAFile(browser);
            drivesADeadLetterAgain(browser, server, exported);
            assertThat(browser.complaints())
                    .filteredOn(complaint -> !complaint.contains("401"))
                    .isEmpty();
        }
    }

    private static void exportsTheAnswerAsAFile(Browser browser) {
        browser.driver.findElement(By.cssSelector("#format option[value=csv]")).click();
        browser.driver
                .findElement(By.id("question"))
                .sendKeys("all sales of Frozen Food", Keys.ENTER);
        awaitText(browser, "Complete: ");
        assertThat(browser.overflows()).isFalse();
        browser.screenshot("phone-export");
        browser.resize(Browser.DESKTOP);
        browser.screenshot("desktop-export");
        browser.prefer("dark");
        browser.screenshot("desktop-export-dark");
    }

    private static void drivesADeadLetterAgain(Browser browser, RunningServer server, String job) {
        server.letDie(
                job, Problem.of(ProblemType.WORKER_LOST, "The worker was lost in five attempts."));
        browser.driver.navigate().refresh();
        awaitText(browser, "Dead letters");
        awaitText(browser, "The worker was lost in five attempts.");
        browser.driver.findElement(By.cssSelector(".dead-letters .title")).click();
        awaitText(browser, job);
        assertThat(browser.overflows()).isFalse();
        browser.screenshot("desktop-dead-letters-dark");
        browser.resize(Browser.PHONE);
        assertThat(browser.overflows()).isFalse();
        browser.prefer("light");
        browser.screenshot("phone-dead-letters");

        browser.driver.findElement(By.cssSelector(".dead-letters .quiet")).click();
        await().atMost(SOON).until(() -> !browser.text().contains("Dead letters"));
        browser.driver.findElement(By.cssSelector(".job .title")).click();
        awaitText(browser, "tries " + job + " again");
    }

    private static void signIn(Browser browser, String key) {
        var field = browser.driver.findElement(By.id("key"));
        field.clear();
        field.sendKeys(key, Keys.ENTER);
    }

    private static void awaitText(Browser browser, String text) {
        await().atMost(SOON).until(() -> browser.text().contains(text));
    }
}
