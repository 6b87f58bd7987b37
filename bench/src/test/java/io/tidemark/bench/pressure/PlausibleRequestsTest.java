package io.tidemark.bench.pressure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.milvus.grpc.RenameCollectionRequest;
import io.tidemark.request.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlausibleRequestsTest {

    private static final int TRIES = 50;

    private final PlausibleRequests requests =
            new PlausibleRequests(new SplittableRandom(7), () -> "books");

    @Test
    void everyMethodsRequestIsMadeAndSaysSomething() {
        for (Method method : Method.values()) {
            Message prototype = method.requestPrototype();
            Set<Message> made = new HashSet<>();
            for (int i = 0; i < TRIES; i++) {
                made.add(requests.next(prototype));
            }
            boolean hasFields = !prototype.getDescriptorForType().getFields().isEmpty();
            assertThat(made.size() > 1).as(method.name()).isEqualTo(hasFields);
            assertThat(made).allMatch(prototype.getClass()::isInstance);
        }
    }

    @Test
    void collectionsAreNamedThatMayBeThere() {
        Set<String> named = new HashSet<>();
        for (int i = 0; i < TRIES; i++) {
            Message rename = requests.next(RenameCollectionRequest.getDefaultInstance());
            named.add(((RenameCollectionRequest) rename).getOldName());
        }

        assertThat(named).contains("books", "default");
    }
}
