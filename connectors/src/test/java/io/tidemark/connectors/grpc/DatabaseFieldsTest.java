package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatabaseFieldsTest {

    @Test
    void usageExample() {
        Descriptor has = TestingRpc.named("HasCollection").published().getInputType();

        assertThat(DatabaseFields.of(has)).map(FieldDescriptor::getName).contains("db_name");
        assertThat(DatabaseFields.meansTheConnections(has)).isTrue();
    }

    /** However Milvus spells it: the field is found here by what it means. */
    @Test
    void everyServedRequestWithADatabaseIsCompletedButForTheNamedOnes() throws Exception {
        for (Rpc rpc : Rpc.all().stream().filter(Rpc::served).toList()) {
            Descriptor request = rpc.published().getInputType();
            byte[] none = new byte[0];
            RequestShape shape = new RpcTarget(rpc).shape();

            byte[] completed = TestingRpc.completed(shape, none, 0, "lab");

            for (FieldDescriptor field : request.getFields()) {
                if (spelt(field).equals("dbname")) {
                    assertThat(DynamicMessage.parseFrom(request, completed).getField(field))
                            .as(request.getName())
                            .isEqualTo(meansAnother(request) ? "" : "lab");
                }
            }
        }
    }

    @Test
    void theNamedOnesAreThoseOfThePublishedFile() {
        assertThat(DatabaseFields.ABOUT_A_DATABASE)
                .isEqualTo(withADatabase(name -> name.endsWith("DatabaseRequest")));
        assertThat(DatabaseFields.ABOUT_ALL)
                .isEqualTo(withADatabase(name -> name.contains("FlushAll")));
    }

    private static Set<String> withADatabase(Predicate<String> named) {
        return requests()
                .filter(type -> type.getFields().stream().anyMatch(f -> spelt(f).equals("dbname")))
                .map(Descriptor::getName)
                .filter(named)
                .collect(Collectors.toSet());
    }

    private static Stream<Descriptor> requests() {
        return Rpc.all().stream().map(rpc -> rpc.published().getInputType());
    }

    private static boolean meansAnother(Descriptor request) {
        return DatabaseFields.ABOUT_A_DATABASE.contains(request.getName())
                || DatabaseFields.ABOUT_ALL.contains(request.getName());
    }

    private static String spelt(FieldDescriptor field) {
        return field.getName().replace("_", "").toLowerCase(Locale.ROOT);
    }
}
