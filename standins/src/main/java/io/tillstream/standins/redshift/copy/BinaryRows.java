package io.tillstream.standins.redshift.copy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.postgresql.copy.CopyIn;

/** Writes rows in PostgreSQL's binary COPY format (PostgreSQL documentation, "COPY", file formats). */
final class BinaryRows {
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int CHUNK = 64 * 1024;

    private final CopyIn destination;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK);

    BinaryRows(CopyIn destination) {
        this.destination = destination;
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    void beginRow(int columns) {
        room(2).putShort((short) columns);
    }

    void writeNull() {
        room(4).putInt(-1);
    }

    void writeInt(int value) {
        room(8).putInt(4).putInt(value);
    }

    void writeLong(long value) {
        room(12).putInt(8).putLong(value);
    }

    void writeBoolean(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
    }

    void writeBytes(ByteBuffer value) {
        room(4 + value.remaining()).putInt(value.remaining()).put(value);
    }

    /**
     * Writes a decimal.
     *
     * @param groups its digits in groups of four, from the most significant
     * @param weight the power of 10,000 of the first group
     */
    void writeDecimal(boolean negative, int scale, short[] groups, int weight) {
        ByteBuffer target = room(12 + 2 * groups.length);
        target.putInt(8 + 2 * groups.length).putShort((short) groups.length).putShort((short) weight);
        target.putShort((short) (negative ? 0x4000 : 0)).putShort((short) scale);
        for (short group : groups) {
            target.putShort(group);
        }
    }

    void endRow() throws SQLException {
        if (buffer.position() >= CHUNK) {
            send();
        }
    }

    /**
     * Ends the format; the caller ends the COPY.
     *
     * @throws SQLException if the database breaks off
     */
    void finish() throws SQLException {
        room(2).putShort((short) -1);
        send();
    }

    private void send() throws SQLException {
        destination.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(2 * (buffer.capacity() + bytes));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
