package io.tidemark.jobs.cli;

import com.google.protobuf.ByteString;
import io.milvus.grpc.FieldSchema;
import io.milvus.grpc.FloatArray;
import io.milvus.grpc.VectorField;
import java.util.SplittableRandom;

/** Random values of a vector field, of the dimension its schema tells. */
record RandomVectors(FieldSchema field, SplittableRandom random, int rows) {

    VectorField generate() {
        int dim = TypeParameters.requireInt(field, TypeParameters.DIM);
        VectorField.Builder vectors = VectorField.newBuilder().setDim(dim);
        switch (field.getDataType()) {
            case FloatVector -> vectors.setFloatVector(floats(Math.multiplyExact(rows, dim)));
            case BinaryVector -> vectors.setBinaryVector(bytes(rows * (dim / Byte.SIZE)));
            case Float16Vector -> vectors.setFloat16Vector(halves(dim));
            case BFloat16Vector -> vectors.setBfloat16Vector(halves(dim));
            default -> vectors.setInt8Vector(bytes(Math.multiplyExact(rows, dim)));
        }
        return vectors.build();
    }

    private FloatArray floats(int count) {
        FloatArray.Builder values = FloatArray.newBuilder();
        for (int i = 0; i < count; i++) {
            values.addData((float) random.nextDouble());
        }
        return values.build();
    }

    /** Two bytes a number, with the top bit of the exponent clear: finite in both half formats. */
    private ByteString halves(int dim) {
        byte[] bytes = new byte[Math.multiplyExact(rows, 2 * dim)];
        random.nextBytes(bytes);
        for (int high = 1; high < bytes.length; high += 2) {
            bytes[high] &= (byte) 0xBF;
        }
        return ByteString.copyFrom(bytes);
    }

    private ByteString bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
