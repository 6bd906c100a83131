package dev.sluice.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class S3SettingsTest {
    @Test
    void addressesLoseTheirLastSlashAndBlankMeansNone() {
        var settings = new S3Settings("http://store:9000/", " ", "us-east-1", "sluice", "a", "s");
        assertThat(settings.endpoint()).isEqualTo("http://store:9000");
        assertThat(settings.publicUrl()).isNull();
    }

    @Test
    void theSecretIsNotInTheText() {
        var settings =
                new S3Settings("http://s", null, "us-east-1", "sluice", "the-key", "the-secret");
        assertThat(settings.toString()).doesNotContain("the-key", "the-secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "store:9000",
                "ftp://store",
                "http://user:pw@store",
                "http://store/path",
                "http://store?x=1",
                "http://",
                "http://a b",
                ""
            })
    void endpointsThatAreNoneStopTheStart(String endpoint) {
        assertThatThrownBy(() -> new S3Settings(endpoint, null, "eu", "sluice", "a", "s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sluice.s3.endpoint");
    }

    @Test
    void eachOtherWrongSettingIsNamed() {
        assertNamed("sluice.s3.public-url", "http://s", "s", "eu", "sluice", "a", "s");
        assertNamed("sluice.s3.region", "http://s", null, "e u", "sluice", "a", "s");
        assertNamed("sluice.s3.bucket", "http://s", null, "eu", "Sluice", "a", "s");
        assertNamed("sluice.s3.access-key", "http://s", null, "eu", "sluice", "", "s");
        assertNamed("sluice.s3.secret-key", "http://s", null, "eu", "sluice", "a", " ");
    }

    private static void assertNamed(
            String setting,
            String endpoint,
            @Nullable String publicUrl,
            String region,
            String bucket,
            String accessKey,
            String secretKey) {
        assertThatThrownBy(() ->
                        new S3Settings(endpoint, publicUrl, region, bucket, accessKey, secretKey))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(setting);
    }
}
