package dev.sluice.sources.reading;

/// A column of a result, as PostgreSQL describes it.
///
/// @param type PostgreSQL's name, such as `numeric`, `timestamptz`, `int4[]`
/// @param oid PostgreSQL's type id (`pg_type.oid`)
/// @param typmod PostgreSQL's type modifier, -1 for none; for `numeric(p,s)` it is `((p<<16)|s)+4`
/// @param nullable false only where the column comes straight from a NOT NULL column
public record ResultColumn(String name, String type, int oid, int typmod, boolean nullable) {}
