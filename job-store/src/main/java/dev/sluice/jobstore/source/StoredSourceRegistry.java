package dev.sluice.jobstore.source;

import static dev.sluice.jobstore.schema.Tables.SOURCE;
import static org.jooq.impl.DSL.row;

import dev.sluice.jobstore.gather.Gathering;
import dev.sluice.jobstore.schema.tables.records.SourceRecord;
import dev.sluice.jobstore.secret.SecretBox;
import dev.sluice.model.job.Ids;
import dev.sluice.model.naming.EditDistance;
import dev.sluice.model.problem.Problem;
import dev.sluice.model.problem.ProblemType;
import dev.sluice.model.source.SourceConnection;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/// Sources as rows, their passwords encrypted.
public final class StoredSourceRegistry implements SourceRegistry {
    private static final String PURPOSE = "source.password";

    /// Connections that look up sources at once. Requests under load share them.
    private static final int LOOKING_UP = 2;

    private final DSLContext db;
    private final SecretBox secrets;
    private final Gathering<Name, Optional<RegisteredSource>> gathering;

    public StoredSourceRegistry(DSLContext db, SecretBox secrets) {
        this.db = db;
        this.secrets = secrets;
        this.gathering = new Gathering<>(LOOKING_UP, this::find);
    }

    @Override
    public RegisteredSource create(SourceConnection source, List<String> warnings) {
        var password = source.password();
        return db.insertInto(SOURCE)
                .set(SOURCE.ID, Ids.next("src"))
                .set(SOURCE.TENANT_ID, source.tenant())
                .set(SOURCE.NAME, source.name())
                .set(SOURCE.KIND, source.kind())
                .set(SOURCE.URL, source.url())
                .set(SOURCE.USERNAME, source.username())
                .set(
                        SOURCE.PASSWORD,
                        password == null
                                ? null
                                : secrets.seal(PURPOSE, password.getBytes(StandardCharsets.UTF_8)))
                .set(SOURCE.SCHEMAS, source.schemas().toArray(String[]::new))
                .set(SOURCE.TABLES, source.tables().toArray(String[]::new))
                .set(SOURCE.WARNINGS, warnings.toArray(String[]::new))
                // A source that was deleted and made again must not meet the old one's cached pool
                .set(SOURCE.VERSION, System.currentTimeMillis())
                .onConflict(SOURCE.TENANT_ID, SOURCE.NAME)
                .doNothing()
                .returning()
                .fetchOptional()
                .map(this::registered)
                .orElseThrow(() ->
                        ProblemType.SOURCE_EXISTS.because(
                                "There is a source "
                                        + source.name()
                                        + " already; delete it first or take another name."));
    }

    @Override
    public Optional<RegisteredSource> find(String tenant, String name) {
        var wanted = new Name(tenant, name);
        // what this transaction has written, no other sees
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? find(List.of(wanted)).getFirst()
                : gathering.ask(wanted);
    }

    /// Sources of requests that came at once, each of which is asked for once.
    private List<Optional<RegisteredSource>> find(List<Name> names) {
        var rows = names.stream().distinct().map(n -> row(n.tenant(), n.name())).toList();
        var found =
                db
                        .selectFrom(SOURCE)
                        .where(row(SOURCE.TENANT_ID, SOURCE.NAME).in(rows))
                        .fetch()
                        .stream()
                        .collect(
                                Collectors.toMap(
                                        row -> new Name(row.getTenantId(), row.getName()),
                                        this::registered));
        return names.stream().map(name -> Optional.ofNullable(found.get(name))).toList();
    }

    private record Name(String tenant, String name) {}

    @Override
    public List<RegisteredSource> list(String tenant) {
        return db.selectFrom(SOURCE)
                .where(SOURCE.TENANT_ID.eq(tenant))
                .orderBy(SOURCE.CREATED_AT, SOURCE.ID)
                .fetch(this::registered);
    }

    @Override
    public RegisteredSource resolve(String tenant, @Nullable String name) {
        if (name == null) {
            return list(tenant).stream()
                    .findFirst()
                    .orElseThrow(() ->
                            ProblemType.NO_SOURCE.because(
                                    "No source is registered yet; POST /v1/sources makes one."));
        }
        return find(tenant, name).orElseThrow(() -> unknown(tenant, name));
    }

    private RuntimeException unknown(String tenant, String name) {
        var nearest =
                db
                        .select(SOURCE.NAME)
                        .from(SOURCE)
                        .where(SOURCE.TENANT_ID.eq(tenant))
                        .orderBy(SOURCE.CREATED_AT)
                        .limit(1000)
                        .fetch(SOURCE.NAME)
                        .stream()
                        .sorted(Comparator.comparingInt(n -> EditDistance.between(n, name)))
                        .limit(5)
                        .toList();
        return Problem.of(ProblemType.UNKNOWN_SOURCE, "There is no source named " + name + ".")
                .withSuggestions(nearest)
                .toException();
    }

    @Override
    public boolean delete(String tenant, String name) {
        return db.deleteFrom(SOURCE)
                        .where(SOURCE.TENANT_ID.eq(tenant), SOURCE.NAME.eq(name))
                        .execute()
                == 1;
    }

    private RegisteredSource registered(SourceRecord row) {
        var sealed = row.getPassword();
        return new RegisteredSource(
                row.getId(),
                new SourceConnection(
                        row.getTenantId(),
                        row.getName(),
                        row.getKind(),
                        row.getUrl(),
                        row.getUsername(),
                        sealed == null
                                ? null
                                : new String(secrets.open(PURPOSE, sealed), StandardCharsets.UTF_8),
                        List.of(row.getSchemas()),
                        List.of(row.getTables()),
                        row.getVersion()),
                List.of(row.getWarnings()),
                row.getCreatedAt());
    }
}
