package io.tidemark.bench.check;

/** A map from long to long in two arrays, since a log has millions of keys. */
final class LongMap {

    private static final int START = 1 << 10;

    private long[] keys = new long[START];
    private long[] values = new long[START];
    private boolean[] used = new boolean[START];
    private int size;

    long get(long key, long absent) {
        int slot = slot(key);
        return used[slot] ? values[slot] : absent;
    }

    void put(long key, long value) {
        int slot = slot(key);
        if (!used[slot]) {
            if (size * 3L > keys.length * 2L) {
                grow();
                slot = slot(key);
            }
            used[slot] = true;
            keys[slot] = key;
            size++;
        }
        values[slot] = value;
    }

    int size() {
        return size;
    }

    private int slot(long key) {
        int mask = keys.length - 1;
        long spread = key * 0x9E3779B97F4A7C15L;
        int slot = (int) (spread >>> 32) & mask;
        while (used[slot] && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldKeys = keys;
        long[] oldValues = values;
        boolean[] oldUsed = used;
        keys = new long[oldKeys.length * 2];
        values = new long[keys.length];
        used = new boolean[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldUsed[i]) {
                int slot = slot(oldKeys[i]);
                used[slot] = true;
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
