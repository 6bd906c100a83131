package dev.sluice.questions.lexicon;

import java.util.Map;

/// Abbreviations common in names of tables and columns everywhere.
public final class Abbreviations {
    private static final Map<String, String> LONG =
            Map.ofEntries(
                    Map.entry("qty", "quantity"),
                    Map.entry("amt", "amount"),
                    Map.entry("num", "number"),
                    Map.entry("nbr", "number"),
                    Map.entry("nr", "number"),
                    Map.entry("no", "number"),
                    Map.entry("cnt", "count"),
                    Map.entry("cust", "customer"),
                    Map.entry("prod", "product"),
                    Map.entry("cat", "category"),
                    Map.entry("desc", "description"),
                    Map.entry("descr", "description"),
                    Map.entry("addr", "address"),
                    Map.entry("dt", "date"),
                    Map.entry("ts", "timestamp"),
                    Map.entry("tx", "transaction"),
                    Map.entry("txn", "transaction"),
                    Map.entry("trx", "transaction"),
                    Map.entry("dept", "department"),
                    Map.entry("emp", "employee"),
                    Map.entry("mgr", "manager"),
                    Map.entry("avg", "average"),
                    Map.entry("max", "maximum"),
                    Map.entry("min", "minimum"),
                    Map.entry("pct", "percent"),
                    Map.entry("perc", "percent"),
                    Map.entry("percentage", "percent"),
                    Map.entry("yr", "year"),
                    Map.entry("mth", "month"),
                    Map.entry("mon", "month"),
                    Map.entry("wk", "week"),
                    Map.entry("org", "organization"),
                    Map.entry("organisation", "organization"),
                    Map.entry("acct", "account"),
                    Map.entry("acc", "account"),
                    Map.entry("inv", "invoice"),
                    Map.entry("loc", "location"),
                    Map.entry("lang", "language"),
                    Map.entry("pop", "population"),
                    Map.entry("temp", "temperature"),
                    Map.entry("lat", "latitude"),
                    Map.entry("lon", "longitude"),
                    Map.entry("lng", "longitude"),
                    Map.entry("tel", "telephone"),
                    Map.entry("ref", "reference"),
                    Map.entry("msg", "message"),
                    Map.entry("usr", "user"),
                    Map.entry("grp", "group"),
                    Map.entry("stat", "status"),
                    Map.entry("ctry", "country"),
                    Map.entry("curr", "currency"),
                    Map.entry("exp", "expense"),
                    Map.entry("rev", "revenue"),
                    Map.entry("mfr", "manufacturer"),
                    Map.entry("wt", "weight"),
                    Map.entry("ht", "height"),
                    Map.entry("src", "source"),
                    Map.entry("dst", "destination"),
                    Map.entry("dob", "birthdate"),
                    Map.entry("identifier", "id"),
                    Map.entry("ident", "id"));

    private Abbreviations() {}

    public static String expand(String word) {
        return LONG.getOrDefault(word, word);
    }
}
