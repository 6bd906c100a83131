package dev.sluice.jobstore.webhook;

import static org.jooq.impl.DSL.concat;
import static org.jooq.impl.DSL.inline;

import dev.sluice.model.job.Ids;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// Ids for rows that a statement makes, in the layout of [Ids]: a delivery `dlv_…`, and its `webhook-id`
/// `msg_…`.
final class DeliveryIds {
    private static final String DELIVERY = "dlv_";
    private static final int TIME_CHARACTERS = 10;

    private DeliveryIds() {}

    /// What follows the prefix of a row's ids. Another for each row that it is evaluated for.
    static Field<String> unique() {
        var time =
                Ids.next("dlv").substring(DELIVERY.length(), DELIVERY.length() + TIME_CHARACTERS);
        // sixteen hexadecimal digits, almost all of them random
        var random =
                DSL.field("substr(replace(gen_random_uuid()::text, '-', ''), 17)", String.class);
        return concat(DSL.val(time), random);
    }

    static Field<String> delivery(Field<String> unique) {
        return concat(inline(DELIVERY), unique);
    }

    static Field<String> message(Field<String> unique) {
        return concat(inline("msg_"), unique);
    }
}
