/**
 * The Milvus gateway: Milvus clients on one side, the request log and the answers on the other. It
 * decides nothing that the job decides.
 */
package io.tidemark.connectors.grpc;
