package dev.sluice.sources.guard;

import java.util.Set;

/// The functions of `pg_catalog` that compute on their arguments and nothing else. Left out on purpose:
/// whatever takes SQL, names of objects or settings as text, reads files or sessions, locks, writes,
/// sleeps, or reaches out. What is not listed is refused.
final class Functions {
    private static final Set<String> AGGREGATES =
            Keywords.words(
                    """
                    any_value array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count covar_pop
                    covar_samp cume_dist dense_rank every first_value grouping json_agg json_agg_strict
                    json_object_agg json_object_agg_strict json_object_agg_unique jsonb_agg
                    jsonb_agg_strict jsonb_object_agg jsonb_object_agg_strict jsonb_object_agg_unique lag
                    last_value lead max min mode nth_value ntile percent_rank percentile_cont
                    percentile_disc range_agg range_intersect_agg rank regr_avgx regr_avgy regr_count
                    regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy row_number stddev
                    stddev_pop stddev_samp string_agg sum var_pop var_samp variance
                    """);

    private static final Set<String> NUMBERS =
            Keywords.words(
                    """
                    abs acos acosd acosh asin asind asinh atan atan2 atan2d atand atanh cbrt ceil ceiling
                    cos cosd cosh cot cotd degrees div erf erfc exp factorial floor gamma gcd lcm lgamma ln
                    log log10 min_scale mod pi pow power radians random random_normal round scale sign sin
                    sind sinh sqrt tan tand tanh to_bin to_hex to_number to_oct trim_scale trunc width_bucket
                    bit_count float4 float8 int2 int4 int8 numeric
                    """);

    private static final Set<String> TEXT =
            Keywords.words(
                    """
                    ascii bit_length btrim casefold char_length character_length chr coalesce concat
                    concat_ws convert_from convert_to crc32 crc32c decode encode format get_bit get_byte
                    greatest initcap is_normalized least left length like lower lpad ltrim md5 normalize
                    notlike nullif num_nonnulls num_nulls octet_length overlay parse_ident pg_size_pretty
                    pg_typeof position quote_ident quote_literal quote_nullable regexp_count regexp_instr
                    regexp_like regexp_match regexp_matches regexp_replace regexp_split_to_array
                    regexp_split_to_table regexp_substr repeat replace reverse right rpad rtrim sha224
                    sha256 sha384 sha512 split_part starts_with string_to_array string_to_table strpos
                    substr substring text textlen to_ascii to_char translate trim unicode_assigned
                    unistr upper varchar gen_random_uuid uuidv4 uuidv7 uuid_extract_timestamp
                    uuid_extract_version
                    """);

    private static final Set<String> TIME =
            Keywords.words(
                    """
                    age cast clock_timestamp date date_add date_bin date_part date_subtract date_trunc
                    extract isfinite justify_days justify_hours justify_interval make_date make_interval
                    make_time make_timestamp make_timestamptz now overlaps statement_timestamp timeofday
                    timezone to_date to_timestamp transaction_timestamp
                    """);

    private static final Set<String> ARRAYS_AND_RANGES =
            Keywords.words(
                    """
                    array_append array_cat array_dims array_fill array_length array_lower array_ndims
                    array_position array_positions array_prepend array_remove array_replace array_reverse
                    array_sample array_shuffle array_sort array_to_json array_to_string array_upper
                    cardinality generate_series generate_subscripts trim_array unnest
                    daterange datemultirange int4range int4multirange int8range int8multirange isempty
                    lower_inc lower_inf multirange numrange nummultirange range_merge tsrange tsmultirange
                    tstzrange tstzmultirange upper_inc upper_inf
                    """);

    private static final Set<String> JSON =
            Keywords.words(
                    """
                    json_array_elements json_array_elements_text json_array_length json_build_array
                    json_build_object json_each json_each_text json_extract_path json_extract_path_text
                    json_object json_object_keys json_strip_nulls json_to_record json_to_recordset
                    json_typeof jsonb_array_elements jsonb_array_elements_text jsonb_array_length
                    jsonb_build_array jsonb_build_object jsonb_each jsonb_each_text jsonb_extract_path
                    jsonb_extract_path_text jsonb_insert jsonb_object jsonb_object_keys jsonb_path_exists
                    jsonb_path_exists_tz jsonb_path_match jsonb_path_match_tz jsonb_path_query
                    jsonb_path_query_array jsonb_path_query_array_tz jsonb_path_query_first
                    jsonb_path_query_first_tz jsonb_path_query_tz jsonb_pretty jsonb_set jsonb_set_lax
                    jsonb_strip_nulls jsonb_to_record jsonb_to_recordset jsonb_typeof row_to_json to_json
                    to_jsonb
                    """);

    private static final Set<String> SEARCH_NETWORK_AND_GEOMETRY =
            Keywords.words(
                    """
                    array_to_tsvector numnode phraseto_tsquery plainto_tsquery querytree setweight strip
                    to_tsquery to_tsvector ts_delete ts_filter ts_headline ts_rank ts_rank_cd
                    tsquery_phrase tsvector_to_array websearch_to_tsquery
                    abbrev broadcast family host hostmask inet_merge inet_same_family macaddr8_set7bit
                    masklen netmask network set_masklen
                    area box center circle diagonal diameter height isclosed isopen line lseg npoints path
                    point polygon radius slope width
                    """);

    private Functions() {}

    static boolean isAllowed(String name) {
        return AGGREGATES.contains(name)
                || NUMBERS.contains(name)
                || TEXT.contains(name)
                || TIME.contains(name)
                || ARRAYS_AND_RANGES.contains(name)
                || JSON.contains(name)
                || SEARCH_NETWORK_AND_GEOMETRY.contains(name);
    }
}
