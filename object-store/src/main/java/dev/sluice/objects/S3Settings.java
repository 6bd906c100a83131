package dev.sluice.objects;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Where the bucket is and who we are there. Bound from `sluice.s3.*`; wrong values stop the start.
///
/// @param endpoint `http[s]://host[:port]` that this process talks to
/// @param publicUrl `http[s]://host[:port]` that links are signed for; null for `endpoint`
/// @param region part of every signature; must be the store's own
/// @param bucket 3 to 63 characters: lower-case letters, digits, dots and hyphens
/// @param accessKey shown in signed links
/// @param secretKey never shown
@ConfigurationProperties("sluice.s3")
public record S3Settings(
        String endpoint,
        @Nullable String publicUrl,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("sluice") String bucket,
        String accessKey,
        String secretKey) {

    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,62}");

    /// @throws IllegalArgumentException names the setting that is wrong
    public S3Settings {
        endpoint = address("sluice.s3.endpoint", endpoint);
        publicUrl =
                publicUrl == null || publicUrl.isBlank()
                        ? null
                        : address("sluice.s3.public-url", publicUrl);
        require(REGION, "sluice.s3.region", region, "a region such as us-east-1");
        require(
                BUCKET,
                "sluice.s3.bucket",
                bucket,
                "3 to 63 lower-case letters, digits, dots and hyphens");
        require(accessKey, "sluice.s3.access-key");
        require(secretKey, "sluice.s3.secret-key");
    }

    /// Scheme, host and port, without a slash at the end.
    static String address(String setting, @Nullable String value) {
        var wrong = setting + " must be http:// or https:// with a host and no path";
        var text = require(value, setting);
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        var scheme = uri.getScheme();
        var path = uri.getRawPath();
        if (scheme == null
                || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                || uri.getHost() == null
                || uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || !(path == null || path.isEmpty() || path.equals("/"))) {
            throw new IllegalArgumentException(wrong);
        }
        return scheme + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }

    private static String require(@Nullable String value, String setting) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(setting + " must be set");
        }
        return value.strip();
    }

    private static void require(
            Pattern pattern, String setting, @Nullable String value, String what) {
        if (!pattern.matcher(require(value, setting)).matches()) {
            throw new IllegalArgumentException(setting + " must be " + what);
        }
    }

    /// Leaves the secret out: this text reaches logs.
    @Override
    public String toString() {
        return "S3Settings[" + endpoint + "/" + bucket + " in " + region + "]";
    }
}
