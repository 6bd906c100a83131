package dev.sluice.jobstore.access;

import java.util.Set;

/// Rights that a key may hold.
public final class Scopes {
    public static final String JOBS_READ = "jobs:read";
    public static final String JOBS_WRITE = "jobs:write";
    public static final String SOURCES_ADMIN = "sources:admin";
    public static final String WEBHOOKS_ADMIN = "webhooks:admin";
    public static final String TENANT_ADMIN = "tenant:admin";
    public static final String OPERATOR = "operator";

    public static final Set<String> ALL =
            Set.of(JOBS_READ, JOBS_WRITE, SOURCES_ADMIN, WEBHOOKS_ADMIN, TENANT_ADMIN, OPERATOR);

    private Scopes() {}
}
