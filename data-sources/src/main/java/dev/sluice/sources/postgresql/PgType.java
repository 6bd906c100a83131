package dev.sluice.sources.postgresql;

/// A type of the source (`pg_type`), a domain already replaced by what it is made of.
///
/// @param oid of the base type
/// @param name in the contract's form, such as `int8` or `int4[]`
/// @param element type id of an array's elements; 0 where it is no array
/// @param delimiter between an array's elements
record PgType(int oid, String name, int element, char delimiter) {
    boolean isArray() {
        return element != 0;
    }
}
