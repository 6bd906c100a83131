-- What people, tenants and operators do to jobs, and who is served next.

alter table job drop constraint job_type_check;
alter table job add constraint job_type_check check (type in ('ANALYSIS', 'EXPORT', 'BULK_ACTION', 'CALL'));
alter table job drop constraint job_lane_check;
-- BULK is no lane of Kafka: gateways do bulk actions themselves
alter table job add constraint job_lane_check
    check (lane in ('ANALYZE', 'EXPORT', 'ANALYZE_CALLS', 'EXPORT_CALLS', 'BULK'));

alter table job
    -- what a person is asked while awaiting_review or needs_input
    add column review json,
    add column input_request json,
    add column respond_by timestamptz,
    -- what the person said, for the next attempt
    add column resumption json,
    -- what the tenant's account was charged for this time on the lane; null when settled
    add column charged bigint,
    -- since when it is a dead letter: it used up its failures and nobody has driven it again
    add column dead_at timestamptz;

-- The next job of a tenant is found without reading the others. The dispatcher clears not_before when
-- its time has come, so that jobs that back off never stand before those that may run.
drop index job_backlog;
create index job_backlog on job (lane, tenant_id, priority desc, created_at, id)
    where state = 'QUEUED' and dispatched_at is null and not_before is null;
create index job_backing_off on job (not_before) where state = 'QUEUED' and not_before is not null;
drop index job_on_the_way;
create index job_busy on job (lane, tenant_id)
    where state = 'RUNNING' or (state = 'QUEUED' and dispatched_at is not null);
create index job_unsettled on job (lane) where charged is not null;
create index job_respond_by on job (respond_by) where state in ('AWAITING_REVIEW', 'NEEDS_INPUT');
create index job_newest on job (created_at desc, id desc) where type <> 'CALL';
create index job_dead on job (tenant_id, dead_at desc, id desc) where dead_at is not null;
create index job_deleted on job (deleted_at, id) where deleted_at is not null;
create index job_finished on job (finished_at) where finished_at is not null;
create index job_bulk on job (created_at) where type = 'BULK_ACTION' and state in ('QUEUED', 'RUNNING');

alter table tenant
    -- days after a job's end; files and results go at expires_at, questions with the whole job
    add column results_days integer not null default 7 check (results_days between 1 and 3650),
    add column files_days integer not null default 7 check (files_days between 1 and 3650),
    add column questions_days integer not null default 90 check (questions_days between 1 and 3650);

alter table api_key add column last_used_at timestamptz;

-- How much a tenant has had of a lane, by cost over weight: who has had least is next.
create table lane_share (
    lane text not null,
    tenant_id text not null references tenant on delete cascade,
    served double precision not null,
    -- why its next job waits, as the dispatcher last saw it; null when none does
    waiting_for text,
    updated_at timestamptz not null default now(),
    primary key (lane, tenant_id)
);

-- The lane's virtual time: where the account of a tenant begins that has work again. Never goes back.
create table lane_clock (
    lane text primary key,
    served double precision not null
);

-- By job, so that a batch of any size ends behind whole beginnings of jobs
drop index job_event_unplaced;
create index job_event_unplaced on job_event (job_id, sequence) where position is null;

-- A bulk action goes on behind the last job it has dealt with, in any gateway.
create table bulk_action (
    job_id text primary key references job on delete cascade,
    action text not null check (action in ('CANCEL', 'RETRY', 'DELETE')),
    filter json not null,
    -- jobs created later are not meant
    created_before timestamptz not null,
    last_job_id text,
    done bigint not null default 0,
    total bigint not null,
    failed bigint not null default 0
);

-- What a sweep looked at, removed, and found to have outlived its time.
create table sweep_report (
    id bigint generated always as identity primary key,
    sweep text not null,
    began_at timestamptz not null,
    ended_at timestamptz not null default now(),
    checked bigint not null,
    removed bigint not null,
    -- still there although their time was over when the sweep ended
    overdue bigint not null,
    -- it broke off; detail says why
    failed boolean not null default false,
    detail text
);
create index sweep_report_age on sweep_report (sweep, ended_at desc);

alter table audit add column detail text;
