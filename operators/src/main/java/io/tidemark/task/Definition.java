package io.tidemark.task;

import com.google.protobuf.InvalidProtocolBufferException;
import io.tidemark.meta.MetaTable;
import io.tidemark.proto.ClusterSettings;
import io.tidemark.request.RefusedException;
import io.tidemark.request.Request;

/** How one kind of definition request is decided: a pure function that changes nothing. */
sealed interface Definition
        permits CreateCollection,
                DropCollection,
                HasCollection,
                DescribeCollection,
                ShowCollections {

    Decision decide(Request request, MetaTable table, ClusterSettings settings)
            throws RefusedException, InvalidProtocolBufferException;
}
