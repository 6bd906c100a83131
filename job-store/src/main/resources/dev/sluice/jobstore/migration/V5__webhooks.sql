-- Who is told what happens to jobs, and what they were told.

create table webhook_endpoint (
    id text primary key,
    tenant_id text not null references tenant,
    -- canonical
    url text not null check (octet_length(url) <= 2048),
    -- null: every job.* and endpoint.disabled
    events text[],
    description text,
    signing text not null check (signing in ('V1', 'V1A')),
    -- encrypted with SLUICE_SECRET_KEY; null where the tenant's default secret signs, and once deleted
    secret bytea,
    -- signs beside the new one until then
    previous_signing text check (previous_signing in ('V1', 'V1A')),
    previous_secret bytea,
    previous_until timestamptz,
    -- made for the webhook_url of jobs, and told only of those
    one_off boolean not null default false,
    -- whether its name had an address when it was last looked up
    resolved boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    -- nothing is sent to it from then on
    disabled_at timestamptz,
    disabled_reason text check (disabled_reason in ('FAILING', 'GONE', 'CLIENT')),
    -- the first failure after the last success; begins anew when nothing failed for a while
    failing_since timestamptz,
    last_failure_at timestamptz,
    last_success_at timestamptz,
    -- when its tenant was told that it will be switched off
    warned_at timestamptz,
    -- it asked for a rest, so many times in a row
    paused_until timestamptz,
    pauses integer not null default 0,
    -- gone for clients; the row goes with the last of its deliveries
    deleted_at timestamptz
);
create index webhook_endpoint_of_tenant on webhook_endpoint (tenant_id, created_at desc, id desc)
    where deleted_at is null and not one_off;
create unique index webhook_endpoint_one_off on webhook_endpoint (tenant_id, url)
    where deleted_at is null and one_off;
create index webhook_endpoint_failing on webhook_endpoint (failing_since)
    where failing_since is not null and disabled_at is null and deleted_at is null;
create index webhook_endpoint_off on webhook_endpoint (id) where disabled_at is not null or deleted_at is not null;

-- Signs what goes to the webhook_url of jobs.
create table webhook_default_secret (
    tenant_id text primary key references tenant on delete cascade,
    -- encrypted with SLUICE_SECRET_KEY
    secret bytea not null,
    created_at timestamptz not null default now()
);

-- The endpoint of its webhook_url.
alter table job add column webhook_endpoint_id text references webhook_endpoint on delete set null;
create index job_of_webhook_endpoint on job (webhook_endpoint_id) where webhook_endpoint_id is not null;

create table webhook_delivery (
    id text primary key,
    endpoint_id text not null references webhook_endpoint on delete cascade,
    tenant_id text not null,
    -- no reference: what was told of a job is known longer than the job
    job_id text,
    -- of the job's event
    sequence bigint,
    type text not null,
    -- only EVENT stands in the order of its job
    kind text not null check (kind in ('EVENT', 'TEST', 'RESEND', 'REPLAY')),
    -- webhook-id: one for each event and endpoint
    message_id text not null,
    -- the body, byte for byte from the first attempt on
    payload text not null check (octet_length(payload) <= 20480),
    state text not null check (state in ('PENDING', 'SENDING', 'DELIVERED', 'GIVEN_UP')),
    -- counts what was sent; the fence of every mark
    attempt integer not null default 0,
    -- counts what failed at its time; attempts that were brought forward do not count
    step integer not null default 0,
    -- null while an earlier event of the job has not ended, and when nothing more is to be sent
    due_at timestamptz,
    -- when the schedule alone would send it
    scheduled_at timestamptz,
    attempted_at timestamptz,
    lease_until timestamptz,
    sender text,
    created_at timestamptz not null default now(),
    finished_at timestamptz,
    gave_up text check (gave_up in ('FAILED', 'GONE', 'ENDPOINT_DISABLED', 'ENDPOINT_DELETED'))
);
create index webhook_delivery_due on webhook_delivery (due_at) where state = 'PENDING' and due_at is not null;
create index webhook_delivery_waiting on webhook_delivery (tenant_id, endpoint_id, due_at) where state = 'PENDING';
create index webhook_delivery_sending on webhook_delivery (endpoint_id, lease_until) where state = 'SENDING';
create index webhook_delivery_line on webhook_delivery (job_id, endpoint_id, sequence)
    where kind = 'EVENT' and state in ('PENDING', 'SENDING');
create index webhook_delivery_of_endpoint on webhook_delivery (endpoint_id, created_at desc, id desc);
create index webhook_delivery_of_job on webhook_delivery (job_id, created_at desc, id desc) where job_id is not null;
create index webhook_delivery_again on webhook_delivery (message_id) where kind in ('RESEND', 'REPLAY');
create index webhook_delivery_finished on webhook_delivery (finished_at) where finished_at is not null;

create table webhook_attempt (
    delivery_id text not null references webhook_delivery on delete cascade,
    attempt integer not null,
    -- webhook-timestamp
    at timestamptz not null,
    -- null where the sender was lost
    millis integer,
    status integer,
    -- null where it was delivered
    failure text,
    -- for people; never an address
    detail text,
    -- the first 16 kB
    answer text,
    primary key (delivery_id, attempt)
);

-- A replay goes on behind the last delivery it has dealt with, in any gateway.
create table webhook_replay (
    id text primary key,
    endpoint_id text not null references webhook_endpoint on delete cascade,
    tenant_id text not null,
    from_at timestamptz not null,
    -- events after it are not meant
    to_at timestamptz not null,
    only_failed boolean not null,
    last_created_at timestamptz,
    last_delivery_id text,
    -- deliveries made or brought forward
    done bigint not null default 0,
    created_at timestamptz not null default now(),
    finished_at timestamptz
);
create index webhook_replay_open on webhook_replay (created_at) where finished_at is null;
create index webhook_replay_of_endpoint on webhook_replay (endpoint_id);
