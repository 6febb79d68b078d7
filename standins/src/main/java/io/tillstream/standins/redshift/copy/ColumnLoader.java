package io.tillstream.standins.redshift.copy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Carries one column's values from a Parquet file to the table, once their types are known to fit exactly. */
final class ColumnLoader {
    private static final int POSTGRES_EPOCH_DAYS = 10_957;
    private static final int POSTGRES_EPOCH_JULIAN = 2_451_545;
    private static final long MICROS_A_DAY = 86_400_000_000L;

    private final TargetColumn column;
    private final int maxDefinition;
    private final ValueWriter writer;

    /** Writes the current value of a reader. */
    @FunctionalInterface
    private interface ValueWriter {
        void write(ColumnReader reader, BinaryRows out, BadValue bad) throws CopyException;
    }

    /** Makes the failure of a value. */
    @FunctionalInterface
    interface BadValue {
        CopyException because(String message);
    }

    private ColumnLoader(TargetColumn column, ColumnDescriptor parquet, ValueWriter writer) {
        this.column = column;
        this.maxDefinition = parquet.getMaxDefinitionLevel();
        this.writer = writer;
    }

    /**
     * Matches a column of the file with one of the table.
     *
     * @throws CopyException if Redshift would not load the one into the other
     */
    static ColumnLoader match(String file, TargetColumn column, ColumnDescriptor parquet) throws CopyException {
        PrimitiveType type = parquet.getPrimitiveType();
        ValueWriter writer = parquet.getMaxRepetitionLevel() > 0 ? null : writer(column, type);
        if (writer == null) {
            throw CopyException.incompatible(file, column, type.toString());
        }
        return new ColumnLoader(column, parquet, writer);
    }

    private static ValueWriter writer(TargetColumn column, PrimitiveType parquet) {
        PrimitiveTypeName physical = parquet.getPrimitiveTypeName();
        LogicalTypeAnnotation logical = parquet.getLogicalTypeAnnotation();
        boolean plain = logical == null;
        return switch (column.type()) {
            case "int4" ->
                physical == PrimitiveTypeName.INT32 && (plain || logical.equals(LogicalTypeAnnotation.intType(32)))
                        ? (reader, out, bad) -> out.writeInt(reader.getInteger())
                        : null;
            case "int8" ->
                physical == PrimitiveTypeName.INT64 && (plain || logical.equals(LogicalTypeAnnotation.intType(64)))
                        ? (reader, out, bad) -> out.writeLong(reader.getLong())
                        : null;
            case "bool" ->
                physical == PrimitiveTypeName.BOOLEAN
                        ? (reader, out, bad) -> out.writeBoolean(reader.getBoolean())
                        : null;
            case "date" ->
                physical == PrimitiveTypeName.INT32
                                && LogicalTypeAnnotation.dateType().equals(logical)
                        ? (reader, out, bad) -> out.writeInt(reader.getInteger() - POSTGRES_EPOCH_DAYS)
                        : null;
            case "varchar" ->
                physical == PrimitiveTypeName.BINARY
                                && LogicalTypeAnnotation.stringType().equals(logical)
                        ? (reader, out, bad) -> text(column, reader, out, bad)
                        : null;
            case "timestamp" -> physical == PrimitiveTypeName.INT96 && plain ? ColumnLoader::int96 : null;
            case "numeric" -> decimal(column, parquet);
            default -> null;
        };
    }

    /** Redshift compares the fixed length in the file with the one that its own column's precision calls for. */
    private static ValueWriter decimal(TargetColumn column, PrimitiveType parquet) {
        boolean fits = parquet.getPrimitiveTypeName() == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY
                && LogicalTypeAnnotation.decimalType(column.scale(), column.length())
                        .equals(parquet.getLogicalTypeAnnotation())
                && parquet.getTypeLength() == bytesOf(column.length());
        if (!fits) {
            return null;
        }
        DecimalGroups groups = new DecimalGroups(column.scale());
        return (reader, out, bad) -> groups.write(reader.getBinary().toByteBuffer(), out);
    }

    /** The fewest bytes that hold every decimal of a precision. */
    static int bytesOf(int precision) {
        return java.math.BigInteger.TEN
                                .pow(precision)
                                .subtract(java.math.BigInteger.ONE)
                                .bitLength()
                        / 8
                + 1;
    }

    private static void text(TargetColumn column, ColumnReader reader, BinaryRows out, BadValue bad)
            throws CopyException {
        ByteBuffer bytes = reader.getBinary().toByteBuffer();
        if (bytes.remaining() > column.length()) {
            throw bad.because("The length of the data column " + column.name()
                    + " is longer than the length defined in the table. Table: " + column.length() + ", Data: "
                    + bytes.remaining() + ".");
        }
        out.writeBytes(bytes);
    }

    /** Nanoseconds of the day, then the Julian day, both little-endian; finer than a microsecond is cut off. */
    private static void int96(ColumnReader reader, BinaryRows out, BadValue bad) {
        ByteBuffer bytes = reader.getBinary().toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        long micros = bytes.getLong(bytes.position()) / 1000;
        long days = bytes.getInt(bytes.position() + Long.BYTES) - (long) POSTGRES_EPOCH_JULIAN;
        out.writeLong(days * MICROS_A_DAY + micros);
    }

    /** Carries the value of the next row. */
    void loadNext(ColumnReader reader, BinaryRows out, BadValue bad) throws CopyException {
        if (reader.getCurrentDefinitionLevel() == maxDefinition) {
            writer.write(reader, out, bad);
        } else if (column.required()) {
            throw bad.because("Cannot insert a NULL value into column " + column.name() + ".");
        } else {
            out.writeNull();
        }
        reader.consume();
    }
}
