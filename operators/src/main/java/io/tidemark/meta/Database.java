package io.tidemark.meta;

import io.tidemark.request.ErrorKind;
import io.tidemark.request.RefusedException;

/** The databases a request may name. This release has one, {@code default}. */
public final class Database {

    public static final String DEFAULT = "default";

    private Database() {}

    /**
     * The database that a request's {@code db_name} means; empty means the default one.
     *
     * @throws RefusedException DATABASE_NOT_FOUND for any other name
     */
    public static String named(String name) throws RefusedException {
        if (name.isEmpty() || name.equals(DEFAULT)) {
            return DEFAULT;
        }
        throw new RefusedException(
                ErrorKind.DATABASE_NOT_FOUND, "database not found[database=" + name + "]");
    }
}
