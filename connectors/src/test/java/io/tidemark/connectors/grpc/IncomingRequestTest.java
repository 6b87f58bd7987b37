package io.tidemark.connectors.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.KnownLength;
import io.milvus.grpc.InsertRequest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IncomingRequestTest {

    private static final byte[] INSERT =
            InsertRequest.newBuilder()
                    .setDbName("lab")
                    .setCollectionName("b".repeat(5_000))
                    .setNumRows(3)
                    .build()
                    .toByteArray();

    private final RequestShape shape = TestingRpc.shape("Insert");

    @Test
    void whatWasLookedThroughIsStillThereToBeTaken() throws Exception {
        IncomingRequest request = IncomingRequest.of(new Known(INSERT, INSERT.length));

        RequestShape.Head head = request.head(shape);
        byte[] taken = request.with(new byte[] {1, 2});

        assertThat(head).isEqualTo(new RequestShape.Head(false, 0, "lab", ""));
        assertThat(request.length()).isEqualTo(INSERT.length);
        assertThat(taken).startsWith(INSERT).endsWith(1, 2).hasSize(INSERT.length + 2);
    }

    /** As a decompressed one: it neither knows its length nor goes back. */
    @Test
    void aMessageThatCanBeReadOnlyOnceIsTheSame() throws Exception {
        IncomingRequest request = IncomingRequest.of(new Once(INSERT));

        assertThat(request.head(shape).database()).isEqualTo("lab");
        assertThat(request.length()).isEqualTo(INSERT.length);
        assertThat(request.with(new byte[0])).isEqualTo(INSERT);
    }

    @Test
    void oneThatIsShorterThanToldIsNotFilledUp() throws Exception {
        byte[] shorter = Arrays.copyOf(INSERT, 100);
        IncomingRequest request = IncomingRequest.of(new Known(shorter, INSERT.length));

        assertThatThrownBy(() -> request.with(new byte[0]))
                .isInstanceOf(EOFException.class)
                .hasMessage("expected " + INSERT.length + " bytes, found 100");
    }

    /** As gRPC's own: it tells its length and goes back. */
    private static final class Known extends ByteArrayInputStream implements KnownLength {
        private final int told;

        private Known(byte[] bytes, int told) {
            super(bytes);
            this.told = told;
        }

        @Override
        public synchronized int available() {
            return told;
        }
    }

    private static final class Once extends FilterInputStream {
        private Once(byte[] bytes) {
            super(new ByteArrayInputStream(bytes));
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        @Override
        public synchronized void reset() {
            throw new IllegalStateException("it cannot go back");
        }
    }
}
