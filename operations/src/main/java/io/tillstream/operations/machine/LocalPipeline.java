package io.tillstream.operations.machine;

import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.operations.status.StageHistory;
import io.tillstream.operations.target.Pipeline;
import java.util.List;
import javax.sql.DataSource;

/** The pipeline of a data directory, with the parts that were asked for. */
public interface LocalPipeline extends Pipeline {
    /** Its topic; needs {@link Part#BROKER}. */
    SalesTopic topic();

    /** The database of the Iceberg catalog; needs {@link Part#WAREHOUSE}. */
    DataSource catalogDatabase();

    /** Its loading; needs {@link Part#S3} and {@link Part#WAREHOUSE}, to compute a revision {@link Part#SPARK} too. */
    LoadSite loading();

    /** What the runs of its stages left. */
    StageHistory history();

    /** What the replays of files into it have read, sent and rejected. */
    SourceLedger sources();

    /**
     * The command line that opens the warehouse in psql; needs {@link Part#WAREHOUSE}.
     *
     * @param program psql
     * @param arguments the user's own arguments
     */
    ProcessBuilder psql(String program, List<String> arguments);
}
