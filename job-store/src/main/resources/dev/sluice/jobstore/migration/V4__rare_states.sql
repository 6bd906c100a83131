-- Most jobs have succeeded; lists of the others are found without reading past those.
create index job_unusual on job (tenant_id, state, created_at desc, id desc)
    where type <> 'CALL' and state <> 'SUCCEEDED';
