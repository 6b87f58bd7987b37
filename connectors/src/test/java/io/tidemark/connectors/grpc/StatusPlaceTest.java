package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.milvus.grpc.BoolResponse;
import io.milvus.grpc.RegisterLinkResponse;
import io.milvus.grpc.Status;
import io.tidemark.request.ErrorKind;
import io.tidemark.request.Refusal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusPlaceTest {

    private static final Refusal REFUSAL = new Refusal(ErrorKind.UNIMPLEMENTED, "not yet");

    @Test
    void usageExample() throws Exception {
        StatusPlace place = StatusPlace.in(BoolResponse.getDescriptor()).orElseThrow();

        BoolResponse response = BoolResponse.parseFrom(place.response(REFUSAL));

        assertThat(response.getStatus()).isEqualTo(REFUSAL.status());
        assertThat(response.getValue()).isFalse();
    }

    @Test
    void theStatusIsFoundWhereverItStands() throws Exception {
        StatusPlace itself = StatusPlace.in(Status.getDescriptor()).orElseThrow();
        StatusPlace second = StatusPlace.in(RegisterLinkResponse.getDescriptor()).orElseThrow();

        assertThat(Status.parseFrom(itself.response(REFUSAL))).isEqualTo(REFUSAL.status());
        assertThat(RegisterLinkResponse.parseFrom(second.response(REFUSAL)).getStatus())
                .isEqualTo(REFUSAL.status());
    }

    @Test
    void everyUnaryResponseWithAStatusTellsTheErrorThere() throws Exception {
        for (Rpc rpc : Rpc.all()) {
            Optional<StatusPlace> place = StatusPlace.in(rpc.published().getOutputType());
            if (place.isPresent()) {
                DynamicMessage response =
                        DynamicMessage.parseFrom(
                                rpc.published().getOutputType(), place.get().response(REFUSAL));
                assertThat(response.getUnknownFields().asMap()).as(rpc.name()).isEmpty();
                assertThat(status(response)).as(rpc.name()).contains(REFUSAL.reason());
            }
        }
    }

    /** Clients of these look for none; they are told by gRPC's own status. */
    @Test
    void theFewWithoutAPlaceAreKnown() {
        List<String> without =
                Rpc.all().stream()
                        .filter(rpc -> StatusPlace.in(rpc.published().getOutputType()).isEmpty())
                        .map(Rpc::name)
                        .toList();

        assertThat(without).contains("Dummy").doesNotContain("Search", "Insert", "Import");
    }

    private static String status(DynamicMessage response) {
        if (response.getDescriptorForType() == Status.getDescriptor()) {
            return response.toString();
        }
        for (FieldDescriptor field : response.getAllFields().keySet()) {
            if (field.getType() == FieldDescriptor.Type.MESSAGE
                    && field.getMessageType() == Status.getDescriptor()) {
                return response.getField(field).toString();
            }
        }
        return "";
    }
}
