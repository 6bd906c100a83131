#!/bin/sh
# Runs once, on an empty volume: the services own their database and nothing else.
set -eu
psql --set=ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres \
    --set=password="$SLUICE_DATABASE_PASSWORD" <<'SQL'
CREATE ROLE sluice LOGIN PASSWORD :'password';
CREATE DATABASE sluice OWNER sluice;
REVOKE CONNECT ON DATABASE sluice FROM PUBLIC;
SQL
