package io.tillstream.local.redshift;

import io.tillstream.local.redshift.copy.CopyException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Keeps failed loads in {@code sys_load_error_detail}, outside the transaction that failed. */
final class LoadErrors {
    private static final String INSERT =
            "insert into redshift_shim.sys_load_error_detail (query_id, start_time, file_name,"
                    + " line_number, column_name, column_type, error_code, error_message)"
                    + " values (pg_backend_pid(), redshift_shim.getdate(), ?, ?, ?, ?, ?, ?)";

    private final DataSource warehouse;

    LoadErrors(DataSource warehouse) {
        this.warehouse = warehouse;
    }

    /** Records the failure; what goes wrong with that is returned, to stand behind the failure's own message. */
    String record(CopyException failure) {
        try (Connection connection = warehouse.getConnection();
                PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, failure.file());
            statement.setLong(2, failure.row());
            statement.setString(3, failure.column());
            statement.setString(4, failure.columnType());
            statement.setInt(5, CopyException.SPECTRUM_SCAN_ERROR);
            statement.setString(6, failure.getMessage());
            statement.executeUpdate();
            return "";
        } catch (SQLException unrecorded) {
            return " (not recorded in sys_load_error_detail: " + unrecorded.getMessage() + ")";
        }
    }
}
