package dev.sluice.gateway.tenant;

import dev.sluice.gateway.web.Fields;
import dev.sluice.jobstore.access.NewTenant;
import dev.sluice.jobstore.access.RetentionDays;
import dev.sluice.jobstore.access.Tenant;
import dev.sluice.jobstore.access.TenantChange;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// The bodies of `POST /v1/tenants` and `PATCH /v1/tenants/{id}`.
final class TenantFields {
    static final int LONGEST_NAME = 200;

    private static final int MOST_RUNNING = 1_000_000;

    private TenantFields() {}

    static NewTenant creation(Fields fields) {
        var name = fields.requiredText("name", LONGEST_NAME);
        judgeName(fields, name);
        var weight = weight(fields);
        var maxRunning = maxRunning(fields);
        fields.unsupported("quotas");
        return new NewTenant(
                Objects.requireNonNullElse(name, ""),
                weight == null ? Tenant.DEFAULT_WEIGHT : weight,
                maxRunning,
                retention(fields));
    }

    private static RetentionDays retention(Fields fields) {
        var inner = fields.object("retention");
        if (inner == null) {
            return RetentionDays.DEFAULTS;
        }
        var retention =
                new RetentionDays(
                        orDefault(days(inner, "results_days"), RetentionDays::resultsDays),
                        orDefault(days(inner, "files_days"), RetentionDays::filesDays),
                        orDefault(days(inner, "questions_days"), RetentionDays::questionsDays));
        inner.end();
        return retention;
    }

    /// An absent field leaves what it was, null means the default.
    static TenantChange change(Fields fields) {
        var name = fields.text("name", LONGEST_NAME);
        judgeName(fields, name);
        if (name == null && fields.given("name") && !fields.has("name")) {
            fields.wrong("name", "must not be null: there is no default name");
        }
        var weight = weight(fields);
        var maxRunning = maxRunning(fields);
        fields.unsupported("quotas");
        return new TenantChange(
                name,
                weight == null && fields.given("weight")
                        ? Integer.valueOf(Tenant.DEFAULT_WEIGHT)
                        : weight,
                fields.given("max_running") ? new TenantChange.RunningLimit(maxRunning) : null,
                retentionChange(fields));
    }

    private static TenantChange.@Nullable RetentionChange retentionChange(Fields fields) {
        var inner = fields.object("retention");
        if (inner == null) {
            return fields.given("retention")
                    ? new TenantChange.RetentionChange(
                            RetentionDays.DEFAULTS.resultsDays(),
                            RetentionDays.DEFAULTS.filesDays(),
                            RetentionDays.DEFAULTS.questionsDays())
                    : null;
        }
        var change =
                new TenantChange.RetentionChange(
                        changedDays(inner, "results_days", RetentionDays::resultsDays),
                        changedDays(inner, "files_days", RetentionDays::filesDays),
                        changedDays(inner, "questions_days", RetentionDays::questionsDays));
        inner.end();
        return change;
    }

    private static @Nullable Integer changedDays(
            Fields fields, String name, Function<RetentionDays, Integer> byDefault) {
        var days = days(fields, name);
        return days == null && fields.given(name) ? byDefault.apply(RetentionDays.DEFAULTS) : days;
    }

    private static int orDefault(@Nullable Integer days, ToIntFunction<RetentionDays> byDefault) {
        return days == null ? byDefault.applyAsInt(RetentionDays.DEFAULTS) : days;
    }

    private static @Nullable Integer days(Fields fields, String name) {
        return whole(fields, name, RetentionDays.MOST);
    }

    private static @Nullable Integer weight(Fields fields) {
        return whole(fields, "weight", Tenant.LARGEST_WEIGHT);
    }

    private static @Nullable Integer maxRunning(Fields fields) {
        return whole(fields, "max_running", MOST_RUNNING);
    }

    private static @Nullable Integer whole(Fields fields, String name, int most) {
        var value = fields.whole(name, 1, most);
        return value == null ? null : Integer.valueOf(value.intValue());
    }

    /// It stands in logs and audit lines, which it must not break.
    static void judgeName(Fields fields, @Nullable String name) {
        if (name != null && !name.equals(name.strip())) {
            fields.wrong("name", "must not begin or end with white space");
        }
        if (name != null && name.codePoints().anyMatch(Character::isISOControl)) {
            fields.wrong("name", "must not contain control characters");
        }
    }
}
