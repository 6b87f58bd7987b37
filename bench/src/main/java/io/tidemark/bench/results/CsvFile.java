package io.tidemark.bench.results;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/**
 * Records of one kind as lines of a file, under a line of their components' names. A line is on
 * disk when {@link #add} returns, so that a measurement cut short keeps what it had.
 *
 * @param <T> a record of texts, booleans and numbers
 */
public final class CsvFile<T extends Record> {

    private final Path file;
    private final Class<T> type;

    /** Lines of such records lie in a file named after them. */
    public CsvFile(Path folder, Class<T> type) {
        this.file = folder.resolve(type.getSimpleName() + ".csv");
        this.type = type;
    }

    public void add(T row) throws IOException {
        boolean first = !Files.exists(file);
        try (Writer out =
                        Files.newBufferedWriter(
                                file, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                CSVPrinter printer = new CSVPrinter(out, CSVFormat.DEFAULT)) {
            if (first) {
                printer.printRecord(names());
            }
            printer.printRecord(values(row));
        }
    }

    /** All lines; none where there is no file. */
    public List<T> read() throws IOException {
        List<T> rows = new ArrayList<>();
        if (!Files.exists(file)) {
            return rows;
        }
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build();
        try (Reader in = Files.newBufferedReader(file, UTF_8)) {
            for (CSVRecord line : format.parse(in)) {
                rows.add(row(line));
            }
        }
        return rows;
    }

    private List<String> names() {
        return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    private List<Object> values(T row) {
        List<Object> values = new ArrayList<>();
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                values.add(component.getAccessor().invoke(row));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be a public record", e);
        }
        return values;
    }

    private T row(CSVRecord line) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(types[i], line.get(components[i].getName()));
        }
        try {
            return type.getConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " must be a public record", e);
        }
    }

    private static Object value(Class<?> type, String text) {
        if (type == int.class) {
            return Integer.valueOf(text);
        }
        if (type == long.class) {
            return Long.valueOf(text);
        }
        if (type == double.class) {
            return Double.valueOf(text);
        }
        if (type == boolean.class) {
            return Boolean.valueOf(text);
        }
        return text;
    }
}
