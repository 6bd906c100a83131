package dev.sluice.sources.guard;

import java.util.Set;

/// PostgreSQL 18's key words by category (`pg_get_keywords()`); older versions have fewer.
final class Keywords {
    /// Never a name without quotes, except after AS and after a dot.
    private static final Set<String> RESERVED =
            words(
                    """
                    all analyse analyze and any array as asc asymmetric both case cast check collate column
                    constraint create current_catalog current_date current_role current_time
                    current_timestamp current_user default deferrable desc distinct do else end except
                    false fetch for foreign from grant group having in initially intersect into lateral
                    leading limit localtime localtimestamp not null offset on only or order placing primary
                    references returning select session_user some symmetric system_user table then to
                    trailing true union unique user using variadic when where window with
                    """);

    /// May name a function or type without quotes, but not a column or relation.
    private static final Set<String> FUNCTION_OR_TYPE =
            words(
                    """
                    authorization binary collation concurrently cross current_schema freeze full ilike inner
                    is isnull join left like natural notnull outer overlaps right similar tablesample
                    verbose
                    """);

    /// May name a column, but is syntax before a parenthesis.
    private static final Set<String> COLUMN_NAME =
            words(
                    """
                    between bigint bit boolean char character coalesce dec decimal exists extract float
                    greatest grouping inout int integer interval json json_array json_arrayagg json_exists
                    json_object json_objectagg json_query json_scalar json_serialize json_table json_value
                    least merge_action national nchar none normalize nullif numeric out overlay position
                    precision real row setof smallint substring time timestamp treat trim values varchar
                    xmlattributes xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi
                    xmlroot xmlserialize xmltable
                    """);

    /// Key words that are otherwise free names.
    private static final Set<String> UNRESERVED =
            words(
                    """
                    abort absent absolute access action add admin after aggregate also alter always
                    asensitive assertion assignment at atomic attach attribute backward before begin breadth
                    by cache call called cascade cascaded catalog chain characteristics checkpoint class
                    close cluster columns comment comments commit committed compression conditional
                    configuration conflict connection constraints content continue conversion copy cost csv
                    cube current cursor cycle data database day deallocate declare defaults deferred definer
                    delete delimiter delimiters depends depth detach dictionary disable discard document
                    domain double drop each empty enable encoding encrypted enforced enum error escape event
                    exclude excluding exclusive execute explain expression extension external family filter
                    finalize first following force format forward function functions generated global
                    granted groups handler header hold hour identity if immediate immutable implicit import
                    include including increment indent index indexes inherit inherits inline input
                    insensitive insert instead invoker isolation keep key keys label language large last
                    leakproof level listen load local location lock locked logged mapping match matched
                    materialized maxvalue merge method minute minvalue mode month move name names nested new
                    next nfc nfd nfkc nfkd no normalized nothing notify nowait nulls object objects of off
                    oids old omit operator option options ordinality others over overriding owned owner
                    parallel parameter parser partial partition passing password path period plan plans
                    policy preceding prepare prepared preserve prior privileges procedural procedure
                    procedures program publication quote quotes range read reassign recursive ref
                    referencing refresh reindex relative release rename repeatable replace replica reset
                    restart restrict return returns revoke role rollback rollup routine routines rows rule
                    savepoint scalar schema schemas scroll search second security sequence sequences
                    serializable server session set sets share show simple skip snapshot source sql stable
                    standalone start statement statistics stdin stdout storage stored strict string strip
                    subscription support sysid system tables tablespace target temp template temporary text
                    ties transaction transform trigger truncate trusted type types uescape unbounded
                    uncommitted unconditional unencrypted unknown unlisten unlogged until update vacuum
                    valid validate validator value varying version view views virtual volatile whitespace
                    within without work wrapper write xml year yes zone
                    """);

    /// Words that a statement other than a query begins with.
    private static final Set<String> STATEMENTS =
            words(
                    """
                    abort alter analyse analyze begin call checkpoint close cluster comment commit copy create
                    deallocate declare delete discard do drop end execute explain fetch grant import insert
                    listen load lock merge move notify prepare reassign refresh reindex release reset revoke
                    rollback savepoint security set show start truncate unlisten update vacuum
                    """);

    /// Reserved words that neither an expression nor a relation begins with.
    private static final Set<String> WITHIN =
            words(
                    """
                    analyse analyze and as asc asymmetric check collate column constraint create deferrable
                    desc do else end except fetch for foreign from grant group having in initially intersect
                    into limit offset on or order placing primary references returning symmetric then to
                    union unique using when where window with
                    """);

    /// Values that read like a column: harmless ones, and those that tell about the session.
    static final Set<String> CLOCK_VALUES =
            words("current_date current_time current_timestamp localtime localtimestamp");

    static final Set<String> SESSION_VALUES =
            words(
                    "current_catalog current_role current_schema current_user session_user system_user user");

    private Keywords() {}

    static boolean isReserved(String word) {
        return RESERVED.contains(word) || FUNCTION_OR_TYPE.contains(word);
    }

    static boolean isKeyword(String word) {
        return isReserved(word) || COLUMN_NAME.contains(word) || UNRESERVED.contains(word);
    }

    static boolean isFunctionSyntax(String word) {
        return COLUMN_NAME.contains(word) || FUNCTION_OR_TYPE.contains(word) || word.equals("cast");
    }

    static boolean beginsNothing(String word) {
        return WITHIN.contains(word);
    }

    static boolean beginsOtherStatement(String word) {
        return STATEMENTS.contains(word);
    }

    static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }
}
