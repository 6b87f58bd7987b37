package io.tidemark.insert;

import com.google.protobuf.WireFormat;
import io.milvus.grpc.ScalarField;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Checks the values of a column against its field: ranges, lengths, text and numbers. */
final class ValueCheck {

    /** Most bytes of one JSON value. */
    static final int MAX_JSON_BYTES = 65536;

    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SPARSE_ELEMENT_BYTES = 8;

    private ValueCheck() {}

    static void check(InsertField field, Column column) throws RefusedException {
        switch (field.type()) {
            case INT8 -> checkRange(field, (VarintColumn) column, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case INT16 ->
                    checkRange(field, (VarintColumn) column, Short.MIN_VALUE, Short.MAX_VALUE);
            case VARCHAR, TEXT -> checkTexts(field, (EntryColumn) column);
            case JSON -> checkJson(field, (EntryColumn) column);
            case ARRAY -> checkArrays(field, (EntryColumn) column);
            default -> {
                if (field.type().floatBits() != null) {
                    checkFinite(field, field.type().floatBits(), (FixedColumn) column);
                }
            }
        }
    }

    private static void checkRange(InsertField field, VarintColumn column, long least, long most)
            throws RefusedException {
        int row = column.firstOutside(least, most);
        if (row >= 0) {
            throw refused(
                    String.format(
                            "the %d element (%d) of field %s is out of range: [%d, %d]",
                            row, column.value(row), field.name(), least, most));
        }
    }

    private static void checkFinite(InsertField field, FloatBits bits, FixedColumn column)
            throws RefusedException {
        int end = column.from() + column.rows() * column.width();
        if (!bits.finite(column.bytes(), column.from(), end)) {
            throw refused(
                    String.format("value of field %s is not a number or infinity", field.name()));
        }
    }

    private static void checkTexts(InsertField field, EntryColumn column) throws RefusedException {
        for (int row = 0; row < column.rows(); row++) {
            int length = column.length(row);
            if (length > field.maxLength()) {
                throw refused(
                        String.format(
                                "length of varchar field %s exceeds max length, row number: %d,"
                                        + " length: %d, max length: %d",
                                field.name(), row, length, field.maxLength()));
            }
            if (!Utf8.valid(column.bytes(), column.start(row), length)) {
                throw refused(
                        String.format(
                                "text of field %s is not valid UTF-8, row number: %d",
                                field.name(), row));
            }
        }
    }

    private static void checkJson(InsertField field, EntryColumn column) throws RefusedException {
        for (int row = 0; row < column.rows(); row++) {
            if (column.length(row) > MAX_JSON_BYTES) {
                throw refused(
                        String.format(
                                "length of json field %s exceeds max length, row number: %d,"
                                        + " length: %d, max length: %d",
                                field.name(), row, column.length(row), MAX_JSON_BYTES));
            }
        }
    }

    /** An array is a ScalarField of the element type. It is checked, and carried as it came. */
    private static void checkArrays(InsertField field, EntryColumn column) throws RefusedException {
        ColumnType elementType = field.elementType();
        InsertField element = field.element();
        for (int row = 0; row < column.rows(); row++) {
            WireReader in = column.reader(row);
            boolean found = false;
            while (!in.atEnd()) {
                int tag = in.readTag();
                if (tag == (elementType.dataNumber() << 3 | 2) && !found) {
                    found = true;
                    checkArray(element, in.readRange(), row);
                } else if (WireFormat.getTagFieldNumber(tag)
                        <= ScalarField.GEOMETRY_WKT_DATA_FIELD_NUMBER) {
                    throw refused("the data type of the data and the schema do not match");
                } else {
                    in.skip(tag);
                }
            }
        }
    }

    private static void checkArray(InsertField element, WireReader data, int row)
            throws RefusedException {
        Column elements = ColumnReader.column(element, data);
        if (elements.rows() > element.maxCapacity()) {
            throw refused(
                    String.format(
                            "the length (%d) of %dth array exceeds max capacity (%d), field %s",
                            elements.rows(), row, element.maxCapacity(), element.name()));
        }
        check(element, elements);
    }

    /**
     * Checks rows of (index, value) pairs of 4 bytes each, as Milvus' ValidateSparseFloatRows.
     *
     * @return the dimension of the batch: one more than its largest index
     */
    static long sparseDim(InsertField field, EntryColumn column) throws RefusedException {
        long dim = 0;
        for (int row = 0; row < column.rows(); row++) {
            int length = column.length(row);
            if (length % SPARSE_ELEMENT_BYTES != 0) {
                throw refused(
                        String.format(
                                "invalid data length in sparse float vector: %d, field %s",
                                length, field.name()));
            }
            long previous = -1;
            for (int at = column.start(row);
                    at < column.start(row) + length;
                    at += SPARSE_ELEMENT_BYTES) {
                long index = (int) INTS.get(column.bytes(), at) & 0xffffffffL;
                checkSparse(field, previous, index, (int) INTS.get(column.bytes(), at + 4));
                previous = index;
            }
            dim = Math.max(dim, previous + 1);
        }
        return dim;
    }

    private static void checkSparse(InsertField field, long previous, long index, int valueBits)
            throws RefusedException {
        if (index == 0xffffffffL) {
            throw refused(
                    String.format(
                            "invalid index in sparse float vector: must be less than 2^32-1, field %s",
                            field.name()));
        }
        if (index <= previous) {
            throw refused(
                    String.format(
                            "unsorted or same indices in sparse float vector, field %s",
                            field.name()));
        }
        float value = Float.intBitsToFloat(valueBits);
        if (!Float.isFinite(value)) {
            throw refused(
                    String.format("value of field %s is not a number or infinity", field.name()));
        }
        if (value < 0) {
            throw refused(
                    String.format("negative value in sparse float vector, field %s", field.name()));
        }
    }

    private static RefusedException refused(String reason) {
        return new RefusedException(ErrorKind.INVALID_PARAMETER, reason);
    }
}
