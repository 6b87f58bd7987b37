package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.milvus.grpc.ScalarField;
import io.milvus.grpc.VectorField;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.util.Arrays;

/**
 * Reads the data of one sent column as the schema's field wants it. Rules and texts are those of
 * Milvus internal/proxy/validate_util.go where it has one.
 */
final class ColumnReader {

    private static final int VARINT = WireFormat.WIRETYPE_VARINT;
    private static final int RANGE = WireFormat.WIRETYPE_LENGTH_DELIMITED;

    private final InsertField field;
    private final int rows;

    /**
     * @param rows of the batch
     */
    ColumnReader(InsertField field, int rows) {
        this.field = field;
        this.rows = rows;
    }

    /** The column that was sent, checked. */
    InsertColumn read(SentColumn sent) throws RefusedException {
        if (field.type() == null) {
            throw refused(
                    "inserting data of type "
                            + field.dataType()
                            + " is not supported, field "
                            + field.name());
        }
        if (sent.type() != field.dataType().getNumber()) {
            throw mismatch();
        }
        if (sent.container() != 0 && sent.container() != field.type().container()) {
            throw mismatch();
        }
        WireReader data = data(sent.data());
        Column column = column(field, data);
        ValueCheck.check(field, column);
        long dim =
                field.type() == ColumnType.SPARSE_VECTOR
                        ? ValueCheck.sparseDim(field, (EntryColumn) column)
                        : field.dim();
        Envelope envelope = field.envelope(dim);
        if (sent.valid() == null) {
            checkRows(column.rows());
            return new InsertColumn(field, envelope, column, field.nullable() ? allValid() : null);
        }
        return new InsertColumn(field, envelope, filled(column, sent.valid()), valid(sent.valid()));
    }

    /** The column of an optional field that was not sent. */
    InsertColumn absent() {
        byte[] valid = field.hasDefault() || field.dynamic() ? allValid() : new byte[rows];
        return new InsertColumn(
                field,
                field.envelope(0),
                new RepeatedColumn(field.filling(), rows),
                field.nullable() ? valid : null);
    }

    private byte[] allValid() {
        byte[] valid = new byte[rows];
        Arrays.fill(valid, (byte) 1);
        return valid;
    }

    /** A null that a default value replaced is none. */
    private byte[] valid(byte[] sent) {
        if (!field.nullable()) {
            return null;
        }
        return field.hasDefault() ? allValid() : sent;
    }

    private Column filled(Column column, byte[] valid) throws RefusedException {
        int values = 0;
        for (byte flag : valid) {
            values += flag;
        }
        if (valid.length != rows || (!field.optional() && values != rows)) {
            throw refused("the length of valid_data of field(" + field.name() + ") is wrong");
        }
        if (column.rows() != values) {
            checkRows(column.rows());
        }
        return values == rows ? column : FilledColumn.of(column, field.filling(), valid);
    }

    private void checkRows(int found) throws RefusedException {
        if (found != rows) {
            throw refused(
                    String.format(
                            "the num_rows (%d) of field (%s) is not equal to passed num_rows (%d)",
                            found, field.name(), rows));
        }
    }

    /** Within scalars or vectors, the one kind of data that the type asks for. */
    private WireReader data(WireReader in) throws RefusedException {
        boolean vector = field.type().vector();
        int lastKind =
                vector
                        ? VectorField.VECTOR_ARRAY_FIELD_NUMBER
                        : ScalarField.GEOMETRY_WKT_DATA_FIELD_NUMBER;
        WireReader data = null;
        long dim = 0;
        while (!in.atEnd()) {
            int tag = in.readTag();
            int number = WireFormat.getTagFieldNumber(tag);
            if (vector && tag == (VectorField.DIM_FIELD_NUMBER << 3 | VARINT)) {
                dim = in.readVarint();
            } else if (tag == (field.type().dataNumber() << 3 | RANGE)) {
                if (data != null) {
                    throw refused(
                            "the data of field "
                                    + field.name()
                                    + " was sent in more than one piece");
                }
                data = in.readRange();
            } else if (number <= lastKind) {
                throw mismatch();
            } else {
                in.skip(tag);
            }
        }
        // The dimension of sparse vectors is not the schema's: it is found, not believed.
        if (vector && field.type() != ColumnType.SPARSE_VECTOR && dim != field.dim()) {
            throw refused(
                    String.format(
                            "the dim (%d) of field data(%s) is not equal to schema dim (%d)",
                            dim, field.name(), field.dim()));
        }
        return data == null ? new WireReader(in.bytes(), in.limit(), in.limit()) : data;
    }

    /** The rows of an array message or, for dense vectors, of a byte string. */
    static Column column(InsertField field, WireReader data) throws RefusedException {
        ColumnType.Shape shape = field.type().shape();
        return switch (shape) {
            case ENTRIES -> EntryColumn.parse(data);
            case BYTES -> fixed(field, new Packed(data.bytes(), data.position(), data.limit()));
            case FLOAT, DOUBLE -> fixed(field, Packed.of(data, 1, shape.wireType()));
            case BOOL -> varints(data, VarintColumn.Kind.BOOL);
            case INT32 -> varints(data, VarintColumn.Kind.INT32);
            case INT64 -> varints(data, VarintColumn.Kind.INT64);
        };
    }

    private static Column varints(WireReader data, VarintColumn.Kind kind) throws RefusedException {
        return VarintColumn.parse(Packed.of(data, 1, VARINT), kind);
    }

    private static Column fixed(InsertField field, Packed packed) throws RefusedException {
        int length = packed.to() - packed.from();
        int width = field.width();
        if (length % width != 0) {
            throw refused(
                    String.format(
                            "the length (%d bytes) of field data(%s) is not divisible by the length"
                                    + " of a row of dim %d (%d bytes)",
                            length, field.name(), field.dim(), width));
        }
        return new FixedColumn(packed.bytes(), packed.from(), width, length / width);
    }

    private static RefusedException mismatch() {
        return refused("the data type of the data and the schema do not match");
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(ErrorKind.INVALID_PARAMETER, reason);
    }
}
