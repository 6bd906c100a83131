-- Files of an export that are stored and whole while it may still run. A later attempt goes on behind
-- them, a manifest may name them, and no sweep may take them before the export has failed.
create table job_part (
    job_id text not null references job on delete cascade,
    -- as in the file's name; the export counts on over its attempts
    number integer not null check (number >= 0),
    attempt integer not null,
    object_key text not null,
    row_count bigint not null,
    byte_count bigint not null,
    sha256 text not null,
    etag text,
    guarded_cells bigint not null,
    -- {column: value} that all its rows share
    partition_values json not null,
    -- which rows of which ranges of the source it holds
    coverage json not null,
    created_at timestamptz not null default now(),
    primary key (job_id, number)
);

-- A snapshot of the source that a gateway holds for an export, so that its later attempts read the same
-- rows. A worker writes the wish, a keeper takes it.
create table export_snapshot (
    job_id text primary key references job on delete cascade,
    -- counts the wishes of the job; whoever keeps an older one lets it go
    generation integer not null default 1,
    wanted_at timestamptz not null default now(),
    -- the gateway that holds it
    keeper text,
    snapshot json,
    -- when the keeper last heard from the session that holds it
    alive_at timestamptz,
    -- why there will be none
    refusal text
);

create index export_snapshot_wanted on export_snapshot (wanted_at) where keeper is null;

-- Exports of the first release say beside their format what now stands among their options.
update job
set request = (request::jsonb || jsonb_build_object('options', jsonb_build_object(
        'file_name', request::jsonb -> 'file_name',
        'row_limit', request::jsonb -> 'row_limit',
        'header', true,
        'delimiter', null,
        'null_text', '',
        'quote_all', false,
        'crlf', false,
        'bom', false,
        'level', null,
        'formula_guard', false,
        'rows_per_part', null,
        'bytes_per_part', null,
        'partition_by', '[]'::jsonb,
        'early_parts', false,
        'many_sheets', false,
        'bloom_filters', '[]'::jsonb)))::json
where request ->> 'kind' = 'export' and request -> 'options' is null;
