package dev.sluice.gateway.files;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Which host signed links are made for.
///
/// @param publicUrl `SLUICE_S3_PUBLIC_URL`; wins over the request's host
/// @param publicFromRequest whether links take the host name that the client used for us, which is right
///     where the object store runs in this process
/// @param port the object store's port, where links take the request's host name
@ConfigurationProperties("sluice.s3")
record LinkSettings(
        @Nullable String publicUrl,
        @DefaultValue("false") boolean publicFromRequest,
        @Nullable Integer port) {}
