package io.tillstream.writer.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;

/** Bytes on their way into a page, little-endian as Parquet wants them. */
final class ByteArrayBuilder {
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int SMALLEST = 256;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int size;

    /** Returns the array, whose first {@link #size} bytes count. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Returns how much memory there is, used or not. */
    int capacity() {
        return bytes.length;
    }

    void clear() {
        size = 0;
    }

    /** Gives the memory back. */
    void release() {
        bytes = NOTHING;
        size = 0;
    }

    void put(int value) {
        reserve(1);
        bytes[size++] = (byte) value;
    }

    void putInt(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, size, value);
        size += Integer.BYTES;
    }

    void putLong(long value) {
        reserve(Long.BYTES);
        LONG.set(bytes, size, value);
        size += Long.BYTES;
    }

    void put(byte[] source, int start, int length) {
        reserve(length);
        System.arraycopy(source, start, bytes, size, length);
        size += length;
    }

    /** Puts what one of Parquet's own encoders wrote. */
    void put(BytesInput source) {
        // Heap memory needs no release.
        ByteBuffer copy = source.toByteBuffer(HeapByteBufferAllocator.getInstance(), unused -> {});
        put(copy.array(), copy.arrayOffset() + copy.position(), copy.remaining());
    }

    /** Puts a text as Parquet's PLAIN encoding does: length, then bytes. */
    void putText(byte[] source, int start, int length) {
        putInt(length);
        put(source, start, length);
    }

    /** Puts an unsigned number, seven bits a byte (ULEB128). */
    void putVarInt(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            put(rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        put(rest);
    }

    /** Puts one run of Parquet's RLE encoding, for values of up to eight bits. */
    void putRun(int value, int count) {
        putVarInt(count << 1);
        put(value);
    }

    /** Puts {@code 0} for a length that {@link #endLength} fills in; returns where. */
    int startLength() {
        putInt(0);
        return size;
    }

    void endLength(int start) {
        INT.set(bytes, start - Integer.BYTES, size - start);
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            int needed = Math.addExact(size, more);
            bytes = Arrays.copyOf(bytes, Math.max(needed, Math.max(SMALLEST, needed + (needed >> 1))));
        }
    }
}
