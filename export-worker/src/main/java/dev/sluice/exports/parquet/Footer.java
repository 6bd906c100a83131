package dev.sluice.exports.parquet;

import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;

/// What stands at the end of the file.
final class Footer {
    private static final int VERSION = 1;

    private Footer() {}

    static FileMetaData of(List<ColumnPlan> plans, List<RowGroup> rowGroups) {
        long rows = rowGroups.stream().mapToLong(RowGroup::getNum_rows).sum();
        var order = ColumnOrder.TYPE_ORDER(new TypeDefinedOrder());
        return new FileMetaData(VERSION, ColumnPlan.schema(plans), rows, rowGroups)
                .setCreated_by(CreatedBy.US)
                .setColumn_orders(Collections.nCopies(plans.size(), order));
    }
}
