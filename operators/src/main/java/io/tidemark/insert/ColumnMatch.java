package io.tidemark.insert;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;
import java.util.ArrayList;
import java.util.List;

/** Brings what was sent and what the schema has together, field by field. */
final class ColumnMatch {

    private ColumnMatch() {}

    /** A checked column for every field, in schema order. */
    static List<InsertColumn> columns(InsertBatch batch, InsertSchema schema, Request request)
            throws RefusedException {
        SentColumn[] sent = byField(batch, schema);
        int rows = request.idCount();
        List<InsertColumn> columns = new ArrayList<>(sent.length);
        for (int index = 0; index < sent.length; index++) {
            InsertField field = schema.fields().get(index);
            if (field.autoId()) {
                columns.add(generated(field, request));
            } else if (sent[index] != null) {
                columns.add(new ColumnReader(field, rows).read(sent[index]));
            } else {
                columns.add(new ColumnReader(field, rows).absent());
            }
        }
        return columns;
    }

    private static SentColumn[] byField(InsertBatch batch, InsertSchema schema)
            throws RefusedException {
        List<InsertField> fields = schema.fields();
        SentColumn[] sent = new SentColumn[fields.size()];
        for (int place = 0; place < batch.columns().size(); place++) {
            SentColumn column = batch.columns().get(place);
            int index = schema.indexOf(column, place);
            if (index < 0) {
                throw refused("fieldName " + column.name() + " not exist in collection schema");
            }
            InsertField field = fields.get(index);
            if (field.autoId()) {
                throw refused(
                        "can not assign primary field data when auto id enabled " + field.name());
            }
            if (sent[index] != null) {
                throw refused("duplicated column of field " + field.name());
            }
            sent[index] = column;
        }
        checkMissing(fields, sent, batch.columns().size());
        return sent;
    }

    private static void checkMissing(List<InsertField> fields, SentColumn[] sent, int columns)
            throws RefusedException {
        int expected = 0;
        InsertField missing = null;
        for (int index = 0; index < sent.length; index++) {
            InsertField field = fields.get(index);
            if (field.autoId()) {
                continue;
            }
            expected++;
            if (missing == null && sent[index] == null && !field.optional()) {
                missing = field;
            }
        }
        if (missing != null) {
            throw refused(
                    String.format(
                            "len(columns) mismatch the len(fields), len(columns): %d, len(fields):"
                                    + " %d, no column of field %s",
                            columns, expected, missing.name()));
        }
    }

    private static InsertColumn generated(InsertField field, Request request) {
        Column ids =
                field.type() == ColumnType.VARCHAR
                        ? EntryColumn.decimals(request.firstId(), request.idCount())
                        : new RowIdColumn(request.firstId(), request.idCount());
        return new InsertColumn(field, field.envelope(0), ids, null);
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(ErrorKind.INVALID_PARAMETER, reason);
    }
}
