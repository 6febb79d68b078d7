package io.tillstream.standins.redshift.copy;

/** A COPY that Redshift would refuse or break off; nothing of it is kept. */
public final class CopyException extends Exception {
    /** The code of Redshift's "Spectrum Scan Error". */
    private static final int SPECTRUM_SCAN_ERROR = 15_007;
    /** The code of Redshift for what S3 refuses, and for manifests. */
    private static final int S3_ERROR = 8001;

    private static final long serialVersionUID = 1L;

    private final String file;
    private final long row;
    private final String column;
    private final String columnType;
    private final int columnLength;
    private final int code;

    private CopyException(int code, String message, String file, long row, String column, String type, int length) {
        super("ERROR: " + message);
        this.code = code;
        this.file = file;
        this.row = row;
        this.column = column;
        this.columnType = type;
        this.columnLength = length;
    }

    static CopyException of(String file, String message) {
        return new CopyException(S3_ERROR, message, file, 0, "", "", 0);
    }

    /** A file that does not fit the table. */
    static CopyException scanError(String file, String message) {
        return new CopyException(
                SPECTRUM_SCAN_ERROR, "Spectrum Scan Error. " + message + " File name: " + file, file, 0, "", "", 0);
    }

    /** A file whose column does not fit the table's. */
    static CopyException incompatible(String file, TargetColumn column, String parquet) {
        return new CopyException(
                SPECTRUM_SCAN_ERROR,
                "Spectrum Scan Error. File '" + file + "' has an incompatible Parquet schema for column '"
                        + column.name() + "'. Column type: " + column.typeName() + ", Parquet schema: " + parquet,
                file,
                0,
                column.name(),
                column.typeName(),
                column.length());
    }

    /** A value that the table's column cannot hold; rows count from 1 within the file. */
    static CopyException badValue(String file, TargetColumn column, long row, String message) {
        return new CopyException(
                SPECTRUM_SCAN_ERROR,
                "Spectrum Scan Error. " + message + " Column: " + column.name() + ", row: " + row + ", File name: "
                        + file,
                file,
                row,
                column.name(),
                column.typeName(),
                column.length());
    }

    /**
     * The file at fault.
     *
     * @return its S3 address, or the manifest's
     */
    public String file() {
        return file;
    }

    /**
     * The row at fault.
     *
     * @return its number in the file, from 1; 0 if it is not a matter of one row
     */
    public long row() {
        return row;
    }

    /**
     * The column at fault.
     *
     * @return its name in the table; empty if it is not a matter of one column
     */
    public String column() {
        return column;
    }

    /**
     * The type of the column at fault.
     *
     * @return the table's type; empty if it is not a matter of one column
     */
    public String columnType() {
        return columnType;
    }

    /**
     * The length of the column at fault.
     *
     * @return bytes of a character type, digits of a decimal; empty if there is none
     */
    public String columnLength() {
        return columnLength == 0 ? "" : Integer.toString(columnLength);
    }

    /**
     * Redshift's code of the failure.
     *
     * @return 15007 for a file that does not fit, 8001 for what S3 refuses and for manifests
     */
    public int code() {
        return code;
    }
}
