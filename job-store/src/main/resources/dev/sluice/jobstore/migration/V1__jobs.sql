-- Anything that must be true is a row here. Kafka, workers and object storage can be rebuilt from it.

create table tenant (
    id text primary key,
    name text not null unique,
    weight integer not null default 1 check (weight between 1 and 1000),
    max_running integer check (max_running > 0),
    created_at timestamptz not null default now()
);

create table api_key (
    id text primary key,
    tenant_id text not null references tenant,
    name text not null,
    -- SHA-256 of the whole key text: keys are random, so no salt or slow hash is needed
    key_hash bytea not null unique,
    scopes text[] not null,
    created_at timestamptz not null default now(),
    revoked_at timestamptz
);

create table source (
    id text primary key,
    tenant_id text not null references tenant,
    name text not null,
    kind text not null,
    url text not null,
    username text,
    -- encrypted with SLUICE_SECRET_KEY
    password bytea,
    schemas text[] not null,
    tables text[] not null,
    warnings text[] not null,
    version bigint not null,
    created_at timestamptz not null default now(),
    unique (tenant_id, name)
);

create table job (
    id text primary key,
    tenant_id text not null references tenant,
    type text not null check (type in ('ANALYSIS', 'EXPORT', 'CALL')),
    state text not null check (state in ('QUEUED', 'RUNNING', 'AWAITING_REVIEW', 'NEEDS_INPUT',
        'SUCCEEDED', 'FAILED', 'CANCELLED', 'EXPIRED')),
    stage text,
    lane text not null check (lane in ('ANALYZE', 'EXPORT', 'ANALYZE_CALLS', 'EXPORT_CALLS')),
    -- 0 low, 1 normal, 2 high
    priority smallint not null,
    question text,
    sql text,
    source text,
    thread_id text,
    tags text[] not null,
    retry_of text,
    requires_export boolean not null default false,
    request json not null,
    -- rows for exports, tokens for analyses
    cost bigint not null,
    -- counts claims; the fence of every write of a worker
    attempt integer not null default 0,
    failures integer not null default 0,
    -- counts entries into the queue; a wake-up call with an old one claims nothing
    dispatch_no integer not null default 1,
    dispatched_at timestamptz,
    published_at timestamptz,
    publish_count integer not null default 0,
    not_before timestamptz,
    worker text,
    lease_until timestamptz,
    cancel_requested_at timestamptz,
    progress json,
    error json,
    last_sequence bigint not null default 0,
    -- grows with every visible change, for ETag
    revision bigint not null default 1,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    finished_at timestamptz,
    deadline timestamptz not null,
    expires_at timestamptz,
    -- set when result or files were removed after expires_at
    purged_at timestamptz,
    -- set when a client removed the job; the row is gone soon after
    deleted_at timestamptz
);

create index job_backlog on job (lane, priority desc, created_at) where state = 'QUEUED' and dispatched_at is null;
create index job_on_the_way on job (lane) where state = 'QUEUED' and dispatched_at is not null;
create index job_running on job (lease_until) where state = 'RUNNING';
create index job_unclaimed_deadline on job (deadline) where state = 'QUEUED' and started_at is null;
create index job_expiry on job (expires_at) where expires_at is not null and purged_at is null;
create index job_of_tenant on job (tenant_id, created_at desc, id desc) where type <> 'CALL';
create index job_calls on job (created_at) where type = 'CALL';
create index job_tags on job using gin (tags);

create table job_attempt (
    job_id text not null references job on delete cascade,
    attempt integer not null,
    worker text not null,
    started_at timestamptz not null default now(),
    finished_at timestamptz,
    outcome text,
    error json,
    primary key (job_id, attempt)
);

-- The answer of an analysis or a call, as it is shown.
create table job_result (
    job_id text primary key references job on delete cascade,
    body json not null
);

-- The row that publishes an export: files without it are orphans.
create table job_manifest (
    job_id text primary key references job on delete cascade,
    attempt integer not null,
    body json not null
);

create table job_event (
    job_id text not null references job on delete cascade,
    sequence bigint not null,
    tenant_id text not null,
    at timestamptz not null,
    type text not null,
    data text not null,
    -- place in the stream of all events; given to committed events by one sequencer
    position bigint,
    primary key (job_id, sequence)
);

create index job_event_unplaced on job_event (at, job_id, sequence) where position is null;
create unique index job_event_position on job_event (position);
create index job_event_of_tenant on job_event (tenant_id, position);

create table stream_position (
    one boolean primary key default true check (one),
    last bigint not null default 0
);
insert into stream_position default values;

create table idempotency (
    tenant_id text not null references tenant,
    route text not null,
    key text not null,
    body_hash bytea not null,
    status integer,
    location text,
    -- encrypted with SLUICE_SECRET_KEY
    body bytea,
    created_at timestamptz not null default now(),
    primary key (tenant_id, route, key)
);
create index idempotency_age on idempotency (created_at);

-- Who may dispatch, sweep and sequence: one holder each, by the database's clock, with a fence.
create table leader_lease (
    name text primary key,
    holder text not null,
    fence bigint not null,
    until timestamptz not null
);

create table worker_slot (
    worker text not null,
    lane text not null,
    slots integer not null,
    free integer not null,
    seen_at timestamptz not null default now(),
    primary key (worker, lane)
);

create table audit (
    id bigint generated always as identity primary key,
    at timestamptz not null default now(),
    tenant_id text not null,
    key_id text,
    action text not null,
    subject text not null
);
create index audit_of_tenant on audit (tenant_id, at desc);
