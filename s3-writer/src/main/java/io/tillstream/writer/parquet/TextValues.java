package io.tillstream.writer.parquet;

import java.util.Arrays;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;

/** The texts of a column: dictionary ids while that pays off, plain bytes from then on. */
final class TextValues {
    /** After this many values it is clear whether a dictionary pays. */
    private static final int TRIAL = 1_024;

    /**
     * A page whose minimum or maximum text has more bytes tells neither: statistics are in memory until the file is closed,
     * and nobody searches by so long a text.
     */
    private static final int LONGEST_STATISTIC = 1_024;

    private final boolean statistics;
    private final ByteArrayBuilder plain = new ByteArrayBuilder();
    private final DictionaryIndices ids = new DictionaryIndices();

    /** The dictionary of the row group, or null if there is none. */
    private TextDictionary dictionary;

    /** Whether values still go to the dictionary. */
    private boolean byDictionary;

    /** Whether a page of the row group refers to the dictionary. */
    private boolean dictionaryIsUsed;

    private byte[] min;
    private byte[] max;
    private int count;

    /**
     * Starts the values of a column.
     *
     * @param byDictionary whether to try a dictionary: not where nearly every value differs
     * @param statistics whether pages tell their minimum and maximum text
     */
    TextValues(boolean byDictionary, boolean statistics) {
        this.byDictionary = byDictionary;
        this.statistics = statistics;
    }

    void add(byte[] source, int start, int length) {
        count++;
        if (byDictionary) {
            if (dictionary == null) {
                dictionary = new TextDictionary();
            }
            int id = dictionary.use(source, start, length);
            if (id >= 0) {
                ids.add(id);
                return;
            }
            endDictionary();
        }
        plain.putText(source, start, length);
        if (statistics) {
            include(source, start, length);
        }
    }

    /** Returns how many values the page has. */
    int count() {
        return count;
    }

    /** Writes the values of the page and notes their min and max if it tells them, then starts the next page. */
    Encoding encode(ByteArrayBuilder page, Statistics<?> target) {
        if (byDictionary && !dictionaryIsUsed && count >= TRIAL && dictionary.size() > count / 2) {
            endDictionary();
        }
        Encoding encoding = Encoding.PLAIN;
        if (byDictionary) {
            encoding = Encoding.RLE_DICTIONARY;
            ids.encode(dictionary.size(), page);
            dictionaryIsUsed = true;
            note(dictionary.min(), dictionary.max(), target);
            dictionary.startPage();
            ids.clear();
        } else {
            page.put(plain.array(), 0, plain.size());
            if (statistics) {
                note(Binary.fromConstantByteArray(min), Binary.fromConstantByteArray(max), target);
            }
            min = null;
            max = null;
            plain.clear();
        }
        count = 0;
        return encoding;
    }

    /** Gives the dictionary to the chunk at the end of the row group, and starts the next one. */
    void endRowGroup(ColumnChunk chunk) {
        if (dictionaryIsUsed) {
            ByteArrayBuilder page = chunk.page();
            for (int id = 0; id < dictionary.size(); id++) {
                dictionary.put(id, page);
            }
            chunk.dictionary(dictionary.size());
        }
        dictionary = null;
        dictionaryIsUsed = false;
        plain.release();
        ids.release();
    }

    long heldBytes() {
        return plain.capacity()
                + ids.heldBytes()
                + (dictionary == null ? 0 : dictionary.heldBytes())
                + (min == null ? 0 : min.length + max.length);
    }

    private static void note(Binary min, Binary max, Statistics<?> target) {
        if (min.length() <= LONGEST_STATISTIC && max.length() <= LONGEST_STATISTIC) {
            target.updateStats(min);
            target.updateStats(max);
        }
    }

    /** The texts of this page, and all to come, are plain. */
    private void endDictionary() {
        byDictionary = false;
        for (int i = 0; i < ids.size(); i++) {
            dictionary.put(ids.get(i), plain);
        }
        if (statistics && ids.size() > 0) {
            min = dictionary.min().getBytes();
            max = dictionary.max().getBytes();
        }
        ids.clear();
        if (!dictionaryIsUsed) {
            dictionary = null;
        }
    }

    private void include(byte[] source, int start, int length) {
        int end = start + length;
        if (min == null) {
            min = Arrays.copyOfRange(source, start, end);
            max = min;
        } else if (Arrays.compareUnsigned(source, start, end, min, 0, min.length) < 0) {
            min = Arrays.copyOfRange(source, start, end);
        } else if (Arrays.compareUnsigned(source, start, end, max, 0, max.length) > 0) {
            max = Arrays.copyOfRange(source, start, end);
        }
    }
}
