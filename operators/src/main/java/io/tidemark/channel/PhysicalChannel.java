package io.tidemark.channel;

/**
 * Names of channels. Physical channel i, partition i of {@code dml}, is named {@code
 * <prefix>-rootcoord-dml_<i>}; a shard's virtual channel is {@code
 * <physical>_<collectionId>v<shard>}.
 */
public final class PhysicalChannel {

    private static final String INFIX = "-rootcoord-dml_";

    private PhysicalChannel() {}

    public static String name(String prefix, int index) {
        return prefix + INFIX + index;
    }

    /** The index of a physical channel's name: its digits behind the last underscore. */
    public static int index(String name) {
        return Integer.parseInt(name.substring(name.lastIndexOf('_') + 1));
    }

    public static String virtualName(String physicalName, long collectionId, int shard) {
        return physicalName + "_" + collectionId + "v" + shard;
    }

    /** The physical channel of a virtual one: everything before the last underscore. */
    public static String ofVirtual(String virtualName) {
        return virtualName.substring(0, virtualName.lastIndexOf('_'));
    }
}
