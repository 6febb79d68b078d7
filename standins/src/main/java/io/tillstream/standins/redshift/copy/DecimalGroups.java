package io.tillstream.standins.redshift.copy;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/** Turns the two's complement bytes of a Parquet decimal into PostgreSQL's groups of four digits. */
final class DecimalGroups {
    private static final int DIGITS = 4;
    private static final int BASE = 10_000;
    private static final int[] POWERS = {1, 10, 100, 1000, 10_000};

    private final int scale;
    private final int fractionGroups;
    /** How many zeros fill the last group after the fraction's last digit. */
    private final int padding;

    DecimalGroups(int scale) {
        this.scale = scale;
        this.fractionGroups = (scale + DIGITS - 1) / DIGITS;
        this.padding = fractionGroups * DIGITS - scale;
    }

    void write(ByteBuffer bytes, BinaryRows out) {
        if (bytes.remaining() <= Long.BYTES) {
            long value = bytes.get(bytes.position()) < 0 ? -1 : 0;
            while (bytes.hasRemaining()) {
                value = value << 8 | bytes.get() & 0xff;
            }
            write(value, out);
        } else {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            write(new BigInteger(copy), out);
        }
    }

    /** Decimals of up to 18 digits, so never the one long that has no opposite. */
    private void write(long unscaled, BinaryRows out) {
        long rest = Math.abs(unscaled);
        short[] groups = new short[fractionGroups + 5];
        int at = groups.length;
        if (padding > 0) {
            int last = POWERS[DIGITS - padding];
            groups[--at] = (short) (rest % last * POWERS[padding]);
            rest /= last;
        }
        while (at > 0) {
            groups[--at] = (short) (rest % BASE);
            rest /= BASE;
        }
        out.writeDecimal(unscaled < 0, scale, groups, 4);
    }

    private void write(BigInteger unscaled, BinaryRows out) {
        BigInteger rest = unscaled.abs().multiply(BigInteger.valueOf(POWERS[padding]));
        int integerGroups = (39 + DIGITS - 1) / DIGITS;
        short[] groups = new short[fractionGroups + integerGroups];
        for (int at = groups.length - 1; at >= 0; at--) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(BASE));
            groups[at] = parts[1].shortValue();
            rest = parts[0];
        }
        out.writeDecimal(unscaled.signum() < 0, scale, groups, integerGroups - 1);
    }
}
