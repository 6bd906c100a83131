package dev.sluice.standalone.cli.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.standalone.cli.client.CliFailure;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Where files go: their names, folders, and what is there already.
class DownloadPlacesTest extends DownloadTestCase {
    @Test
    void severalFilesGoIntoADirectory() throws IOException {
        server.on("GET /a", exchange -> sendFrom(exchange, CSV, CSV.length));
        var small = csv(3);
        server.on("GET /b", exchange -> sendFrom(exchange, small, small.length));
        var files =
                files(
                        "csv",
                        "none",
                        named("part-00000.csv", CSV, 5_000, "/a"),
                        named("part-00001.csv", small, 3, "/b"));

        fetch(files, directory.resolve("many"));

        assertThat(directory.resolve("many/part-00000.csv")).hasBinaryContent(CSV);
        assertThat(directory.resolve("many/part-00001.csv")).hasBinaryContent(small);
        var occupied = Files.writeString(directory.resolve("file"), "x");
        assertThatThrownBy(() -> fetch(files, occupied))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("name a directory");
    }

    @Test
    void oneFileIntoADirectoryKeepsItsName() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));

        fetch(files("csv", "none", part(CSV, 5_000, "/part")), directory);

        assertThat(directory.resolve("part-00000.csv")).hasBinaryContent(CSV);
    }

    @Test
    void partitionsBecomeFolders() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var name = "region=E%2FU/sector=__HIVE_DEFAULT_PARTITION__/part-00000.csv";

        fetch(files("csv", "none", named(name, CSV, 5_000, "/part")), directory.resolve("new"));

        assertThat(directory.resolve("new").resolve(name)).hasBinaryContent(CSV);
    }

    @Test
    void oneFileOfSeveralThatWereAskedForGoesIntoADirectoryToo() throws IOException {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var files = files("csv", "none", part(CSV, 5_000, "/part"));

        fetch(files, Destination.of(directory.resolve("split").toString(), true));
        fetch(files, Destination.of(directory.resolve("slash") + "/", false));

        assertThat(directory.resolve("split/part-00000.csv")).hasBinaryContent(CSV);
        assertThat(directory.resolve("slash/part-00000.csv")).hasBinaryContent(CSV);
    }

    @Test
    void whatIsThereAlreadyIsCheckedAndNotFetchedAgain() throws IOException {
        server.on("GET /a", exchange -> sendFrom(exchange, CSV, CSV.length));
        var small = csv(3);
        server.on("GET /b", exchange -> sendFrom(exchange, small, small.length));
        var files =
                files(
                        "csv",
                        "none",
                        named("part-00000.csv", CSV, 5_000, "/a"),
                        named("part-00001.csv", small, 3, "/b"));
        Files.write(directory.resolve("part-00000.csv"), CSV);
        var changed = small.clone();
        changed[5] ^= 1;
        Files.write(directory.resolve("part-00001.csv"), changed);

        var fetched = fetch(files, directory);

        assertThat(fetched).hasSize(2);
        assertThat(ranges).as("only the one that differs").containsExactly("");
        assertThat(directory.resolve("part-00001.csv")).hasBinaryContent(small);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../part.csv",
                "a/../../part.csv",
                "..",
                "/etc/passwd",
                "a//b.csv",
                "./b.csv",
                "a\\..\\b.csv",
                "...",
                "a/\u0000b.csv",
                "a/",
                " ",
            })
    void noNameLeadsOutOfTheDirectory(String name) {
        server.on("GET /part", exchange -> sendFrom(exchange, CSV, CSV.length));
        var files = files("csv", "none", named(name, CSV, 5_000, "/part"));

        assertThatThrownBy(() -> fetch(files, new Destination(directory.resolve("in"), true)))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("file name that cannot be used");
        assertThat(directory.resolve("in")).isEmptyDirectory();
        assertThat(directory.resolve("part.csv")).doesNotExist();
        assertThat(ranges).isEmpty();
    }

    @Test
    void aLinkAmongTheFoldersLeadsNowhereElse() throws IOException {
        var elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        var target = Files.createDirectory(directory.resolve("in"));
        Files.createSymbolicLink(target.resolve("region=EU"), elsewhere);
        var files = files("csv", "none", named("region=EU/part.csv", CSV, 5_000, "/part"));

        assertThatThrownBy(() -> fetch(files, target))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("leads out of");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void twoFilesOfOneNameAreRefused() {
        var files =
                files(
                        "csv",
                        "none",
                        named("part.csv", CSV, 5_000, "/a"),
                        named("part.csv", csv(3), 3, "/b"));

        assertThatThrownBy(() -> fetch(files, directory))
                .isInstanceOf(CliFailure.class)
                .hasMessageContaining("twice");
    }
}
