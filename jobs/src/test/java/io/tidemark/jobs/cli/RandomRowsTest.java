package io.tidemark.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.KeyValuePair;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RandomRowsTest {

    private static final int ROWS = 3;

    @Test
    void usageExample() {
        CollectionSchema schema =
                schema(
                        field("id", DataType.Int64).setIsPrimaryKey(true),
                        field("vector", DataType.FloatVector).addTypeParams(parameter("dim", 8)));
        RandomRows rows = new RandomRows("books", schema, 1);

        InsertRequest first = rows.next(ROWS);
        assertThat(first.getCollectionName()).isEqualTo("books");
        assertThat(first.getNumRows()).isEqualTo(ROWS);
        assertThat(first.getFieldsDataList())
                .extracting(FieldData::getFieldName)
                .containsExactly("id", "vector");
        assertThat(longs(first)).containsExactly(0L, 1L, 2L);
        assertThat(longs(rows.next(ROWS))).containsExactly(3L, 4L, 5L);
    }

    @Test
    void theSameSeedGivesTheSameRowsAndAnotherDoesNot() {
        CollectionSchema schema = schema(field("n", DataType.Int64));
        InsertRequest one = new RandomRows("c", schema, 1).next(ROWS);
        assertThat(new RandomRows("c", schema, 1).next(ROWS)).isEqualTo(one);
        assertThat(new RandomRows("c", schema, 2).next(ROWS)).isNotEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource({
        "FloatVector, 48",
        "BinaryVector, 6",
        "Float16Vector, 96",
        "BFloat16Vector, 96",
        "Int8Vector, 48"
    })
    void aVectorHasItsDimensionInEveryRow(DataType type, int expected) {
        FieldData column = column(field("v", type).addTypeParams(parameter("dim", 16)));
        assertThat(column.getType()).isEqualTo(type);
        assertThat(column.getVectors().getDim()).isEqualTo(16);
        int length =
                column.getVectors().getFloatVector().getDataCount()
                        + column.getVectors().getBinaryVector().size()
                        + column.getVectors().getFloat16Vector().size()
                        + column.getVectors().getBfloat16Vector().size()
                        + column.getVectors().getInt8Vector().size();
        assertThat(length).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {
                "Bool", "Int8", "Int16", "Int32", "Int64", "Float", "Double", "VarChar", "JSON"
            })
    void aScalarHasAValueInEveryRow(DataType type) {
        var data = column(field("s", type).addTypeParams(parameter("max_length", 4))).getScalars();
        int count =
                data.getBoolData().getDataCount()
                        + data.getIntData().getDataCount()
                        + data.getLongData().getDataCount()
                        + data.getFloatData().getDataCount()
                        + data.getDoubleData().getDataCount()
                        + data.getStringData().getDataCount()
                        + data.getJsonData().getDataCount();
        assertThat(count).isEqualTo(ROWS);
        assertThat(data.getStringData().getDataList()).allMatch(text -> text.length() <= 4);
        int bound = type == DataType.Int8 ? 127 : type == DataType.Int16 ? 32767 : 2147483647;
        assertThat(data.getIntData().getDataList()).allMatch(n -> n >= 0 && n <= bound);
    }

    @Test
    void anOptionalFieldSaysThatEveryValueIsThere() {
        assertThat(column(field("n", DataType.Int32).setNullable(true)).getValidDataList())
                .containsExactly(true, true, true);
    }

    @Test
    void whatClientsDoNotGiveIsLeftOut() {
        CollectionSchema schema =
                schema(
                        field("auto", DataType.Int64).setIsPrimaryKey(true).setAutoID(true),
                        field("RowID", DataType.Int64).setFieldID(0),
                        field("$meta", DataType.JSON).setIsDynamic(true),
                        field("sparse", DataType.SparseFloatVector).setIsFunctionOutput(true));
        assertThat(new RandomRows("c", schema, 1).next(ROWS).getFieldsDataCount()).isZero();
    }

    @Test
    void aTypeWithoutRandomDataIsNamed() {
        assertThatThrownBy(() -> column(field("s", DataType.SparseFloatVector)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'s'")
                .hasMessageContaining("SparseFloatVector");
    }

    @Test
    void aVectorWithoutADimensionIsNamed() {
        assertThatThrownBy(() -> column(field("v", DataType.FloatVector)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Field 'v' has no type parameter dim");
    }

    private static FieldData column(FieldSchema.Builder field) {
        return new RandomRows("c", schema(field), 1).next(ROWS).getFieldsData(0);
    }

    private static java.util.List<Long> longs(InsertRequest insert) {
        return insert.getFieldsData(0).getScalars().getLongData().getDataList();
    }

    private static CollectionSchema schema(FieldSchema.Builder... fields) {
        CollectionSchema.Builder schema = CollectionSchema.newBuilder();
        for (FieldSchema.Builder field : fields) {
            schema.addFields(field);
        }
        return schema.build();
    }

    private static FieldSchema.Builder field(String name, DataType type) {
        return FieldSchema.newBuilder().setFieldID(100).setName(name).setDataType(type);
    }

    private static KeyValuePair parameter(String key, int value) {
        return KeyValuePair.newBuilder().setKey(key).setValue(Integer.toString(value)).build();
    }
}
