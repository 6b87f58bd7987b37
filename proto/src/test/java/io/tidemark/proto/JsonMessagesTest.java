package io.tidemark.proto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.milvus.grpc.AddCollectionFieldRequest;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.CollectionSchema;
import io.milvus.grpc.ConsistencyLevel;
import io.milvus.grpc.CreateCollectionRequest;
import io.milvus.grpc.DataType;
import io.milvus.grpc.FieldData;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.FlushResponse;
import io.milvus.grpc.InsertRequest;
import io.milvus.grpc.MsgBase;
import io.milvus.grpc.VectorField;
import milvus.proto.msg.Msg;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class JsonMessagesTest {

    private static final CollectionSchema SCHEMA =
            CollectionSchema.newBuilder()
                    .setName("books")
                    .addFields(
                            FieldSchema.newBuilder()
                                    .setName("id")
                                    .setIsPrimaryKey(true)
                                    .setDataType(DataType.Int64))
                    .build();

    private static final CreateCollectionRequest CREATE =
            CreateCollectionRequest.newBuilder()
                    .setCollectionName("books")
                    .setSchema(SCHEMA.toByteString())
                    .setShardsNum(2)
                    .setConsistencyLevel(ConsistencyLevel.Bounded)
                    .build();

    private static final String CREATE_JSON =
            """
            {
              "collection_name": "books",
              "schema": {
                "name": "books",
                "fields": [{
                  "name": "id",
                  "is_primary_key": true,
                  "data_type": "Int64"
                }]
              },
              "shards_num": 2,
              "consistency_level": "Bounded"
            }""";

    @Test
    void usageExample() throws Exception {
        byte[] bytes =
                JsonMessages.parse(CreateCollectionRequest.getDefaultInstance(), CREATE_JSON);

        assertThat(CreateCollectionRequest.parseFrom(bytes)).isEqualTo(CREATE);
        assertThat(JsonMessages.print(CREATE)).isEqualTo(CREATE_JSON);
    }

    @Test
    void aSchemaMayBeBase64AsProtobufWritesBytes() throws Exception {
        // Field 1, a string of five bytes: 0a 05 "books".
        byte[] bytes =
                JsonMessages.parse(
                        CreateCollectionRequest.getDefaultInstance(),
                        "{\"schema\": \"CgVib29rcw==\"}");
        assertThat(CreateCollectionRequest.parseFrom(bytes).getSchema().toStringUtf8())
                .isEqualTo("\n\005books");
    }

    @Test
    void aSchemaThatIsNoneStaysBase64() {
        CreateCollectionRequest odd =
                CreateCollectionRequest.newBuilder()
                        .setSchema(ByteString.copyFrom(new byte[] {-1, -1}))
                        .build();
        assertThat(JsonMessages.print(odd))
                .isEqualTo(
                        """
                        {
                          "schema": "//8="
                        }""");
    }

    @Test
    void theSchemaOfAnAddedFieldIsAnObjectToo() throws Exception {
        String json =
                """
                {
                  "collection_name": "books",
                  "schema": {
                    "name": "year",
                    "data_type": "Int32",
                    "nullable": true
                  }
                }""";
        byte[] bytes = JsonMessages.parse(AddCollectionFieldRequest.getDefaultInstance(), json);

        AddCollectionFieldRequest add = AddCollectionFieldRequest.parseFrom(bytes);
        assertThat(FieldSchema.parseFrom(add.getSchema()).getName()).isEqualTo("year");
        assertThat(JsonMessages.print(add)).isEqualTo(json);
    }

    @Test
    void theSchemaOfAMessageOnDmlIsReadableToo() throws Exception {
        String json = JsonMessages.print(onDml());
        assertThat(json).contains("\"schema\": {\n    \"name\": \"books\"");
        assertThat(JsonMessages.parse(Msg.CreateCollectionRequest.getDefaultInstance(), json))
                .isEqualTo(onDml().toByteArray());
    }

    @SuppressWarnings("deprecation") // the field is deprecated upstream and still in use
    private static Msg.CreateCollectionRequest onDml() {
        return Msg.CreateCollectionRequest.newBuilder().setSchema(SCHEMA.toByteString()).build();
    }

    @Test
    void rowsSurviveTheWayThere() throws Exception {
        InsertRequest insert =
                InsertRequest.newBuilder()
                        .setBase(MsgBase.newBuilder().setTimestamp(-1L))
                        .addFieldsData(
                                FieldData.newBuilder()
                                        .setType(DataType.FloatVector)
                                        .setVectors(
                                                VectorField.newBuilder()
                                                        .setDim(2)
                                                        .setFloatVector(
                                                                FloatArray.newBuilder()
                                                                        .addData(0.1f)
                                                                        .addData(Float.NaN))))
                        .addHashKeys(-1)
                        .build();
        String json = JsonMessages.print(insert);
        assertThat(json)
                .contains("\"timestamp\": \"18446744073709551615\"")
                .contains("\"hash_keys\": [4294967295]")
                .contains("\"data\": [0.1, \"NaN\"]");
        assertThat(JsonMessages.parse(insert, json)).isEqualTo(insert.toByteArray());
    }

    @Test
    void anAnswerTellsItsCodeAlsoWhereItIsZero() {
        BoolResponse no =
                BoolResponse.newBuilder()
                        .setStatus(io.milvus.grpc.Status.getDefaultInstance())
                        .build();
        assertThat(JsonMessages.print(no))
                .isEqualTo(
                        """
                        {
                          "status": {
                            "error_code": "Success",
                            "code": 0
                          },
                          "value": false
                        }""");
    }

    @Test
    void mapsArePrintedByKeyWhateverTheirOrder() {
        Message ab =
                FlushResponse.newBuilder()
                        .putCollSealTimes("a", 1)
                        .putCollSealTimes("b", 2)
                        .build();
        Message ba =
                FlushResponse.newBuilder()
                        .putCollSealTimes("b", 2)
                        .putCollSealTimes("a", 1)
                        .build();
        assertThat(JsonMessages.print(ba)).isEqualTo(JsonMessages.print(ab));
    }

    @Test
    void mapsAreSerializedByKeyWhateverTheirOrder() throws Exception {
        Message flush = FlushResponse.getDefaultInstance();
        assertThat(JsonMessages.parse(flush, "{\"coll_seal_times\": {\"b\": 2, \"a\": 1}}"))
                .isEqualTo(
                        JsonMessages.parse(flush, "{\"coll_seal_times\": {\"a\": 1, \"b\": 2}}"));
    }

    @Test
    void namesMayBeCamelCaseAndNullIsAbsent() throws Exception {
        byte[] bytes =
                JsonMessages.parse(
                        InsertRequest.getDefaultInstance(),
                        "{\"collectionName\": \"c\", \"numRows\": 1, \"base\": null}");
        assertThat(InsertRequest.parseFrom(bytes))
                .isEqualTo(InsertRequest.newBuilder().setCollectionName("c").setNumRows(1).build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"colection_name\": 1}|colection_name: is no field of milvus.proto.milvus.InsertRequest; it has base,",
                "{\"base\": {\"msgtype\": 1}}|base.msgtype: is no field of milvus.proto.common.MsgBase; it has msg_type,",
                "{\"base\": 5}|base: expected an object (milvus.proto.common.MsgBase), found 5",
                "{\"num_rows\": \"x\"}|num_rows: expected a value of type uint32, found \"x\"",
                "{\"num_rows\": -1}|num_rows: expected a value of type uint32, found -1",
                "{\"num_rows\": [1]}|num_rows: expected a value of type uint32, found [1]",
                "{\"num_rows\": 1.5}|num_rows: expected a value of type uint32, found 1.5",
                "{\"hash_keys\": 1}|hash_keys: expected an array, each element a value of type uint32, found 1",
                "{\"hash_keys\": [1, true]}|hash_keys[1]: expected a value of type uint32, found true",
                "{\"fields_data\": [{\"type\": \"Flot\"}]}|fields_data[0].type: expected one of None, Bool,",
                "{\"fields_data\": [{}, {\"vectors\": {\"dim\": {}}}]}|fields_data[1].vectors.dim: expected a value of type int64, found {}",
                "{\"fields_data\": [{\"vectors\": {\"binary_vector\": \"§\"}}]}|fields_data[0].vectors.binary_vector: expected bytes as base64",
                "{\"base\": {\"properties\": {\"k\": {}}}}|base.properties.k: expected a value of type string, found {}",
            })
    void anErrorNamesThePlaceWhatWasExpectedAndWhatWasFound(String json, String message) {
        assertRefused(InsertRequest.getDefaultInstance(), json).hasMessageStartingWith(message);
    }

    @Test
    void anErrorInAnEmbeddedSchemaNamesItsPlace() {
        assertRefused(
                        CreateCollectionRequest.getDefaultInstance(),
                        "{\"schema\": {\"fields\": [{\"data_type\": \"Int65\"}]}}")
                .hasMessageStartingWith("schema.fields[0].data_type: expected one of None, Bool")
                .hasMessageEndingWith("found \"Int65\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "\"{}\"",
                "{",
                "{}}",
                "{} {}",
                "{a: 1}",
                "{'a': 1}",
                "{\"a\":}",
                "\u0000",
                "{,}"
            })
    void rubbishIsRefused(String text) {
        assertRefused(InsertRequest.getDefaultInstance(), text).hasMessageContaining("xpected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"base\":"})
    void deepNestingIsRefused(String opening) {
        assertRefused(InsertRequest.getDefaultInstance(), opening.repeat(100_000));
    }

    @Test
    void nestingThatAMessageAllowsIsBoundedToo() {
        String json = "{\"array_data\": {\"data\": [".repeat(60) + "]}}".repeat(60);
        assertRefused(io.milvus.grpc.ScalarField.getDefaultInstance(), json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e999999999",
                "\"1e999999999\"",
                "1e-999999999",
                "18446744073709551616",
                "-1",
                "\"\"",
                "0x10"
            })
    void hugeAndOddNumbersAreRefusedAtOnce(String number) {
        assertRefused(MsgBase.getDefaultInstance(), "{\"timestamp\": " + number + "}");
    }

    @Test
    void aMillionDigitsAreRefusedAtOnce() {
        String number = "9".repeat(1_000_000);
        assertRefused(MsgBase.getDefaultInstance(), "{\"timestamp\": " + number + "}")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(200));
        assertRefused(FloatArray.getDefaultInstance(), "{\"data\": [" + number + "]}");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            Message prototype, String json) {
        return assertThatThrownBy(() -> JsonMessages.parse(prototype, json))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
