package io.tillstream.operations.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.operations.query.TableFormat;
import io.tillstream.standins.s3.ObjectStore;
import io.tillstream.standins.s3.TestS3;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The pause switch and what waits, in a lake; and what a person is told. */
class LoadStatusTest {
    @TempDir
    Path directory;

    @Test
    void thePauseIsAnObjectWithAnyContent() throws Exception {
        try (ObjectStore store = ObjectStore.start(directory, 0);
                S3Client s3 = TestS3.client(store.endpoint())) {
            s3.createBucket(request -> request.bucket("lake"));
            assertThat(LoadPause.read(s3, "lake")).isEmpty();
            LoadPause.set(s3, "lake", "a \"restore\"", Instant.parse("2026-11-25T12:00:00Z"));
            assertThat(LoadPause.read(s3, "lake").orElseThrow().text())
                    .isEqualTo("paused since 2026-11-25T12:00:00Z: a \"restore\"");
            put(s3, LoadPause.KEY, "by hand");
            assertThat(LoadPause.read(s3, "lake").orElseThrow().text()).isEqualTo("paused");
            LoadPause.clear(s3, "lake");
            LoadPause.clear(s3, "lake");
            assertThat(LoadPause.read(s3, "lake")).isEmpty();

            put(s3, "loads/00000000000000000004/batch.json", "{}");
            put(s3, "loads/00000000000000000004/batch.r2.json", "{\"reason\":\"a file was cut\"}");
            put(s3, "loads/00000000000000000005/batch.json", "no json");
            put(s3, "loads/00000000000000000007/batch.json", "{}");
            assertThat(WaitingSet.after(3, s3, "lake").stream().map(WaitingSet::text))
                    .containsExactly("4 (revision 2: a file was cut)", "5");
            assertThat(WaitingSet.after(5, s3, "lake")).isEmpty();
            assertThat(MissingSet.before(6, s3, "lake").orElseThrow().text())
                    .isEqualTo(
                            "load set 6 is missing, although there is loads/00000000000000000007/batch.json: restore"
                                    + " loads/00000000000000000006/batch.json from the bucket's versions; later sets wait for it");
            assertThat(MissingSet.before(8, s3, "lake")).isEmpty();
        }
    }

    @Test
    void aPersonIsToldWhatToDoNext() {
        WaitingSet waits = new WaitingSet(4, 1, "");
        LoadStatus stopped = status(Optional.empty(), List.of(waits), "rejected", "a file was cut");
        assertThat(stopped.needsManualAction()).isTrue();
        assertThat(stopped.text(""))
                .contains("stopped: manual action needed", "load set 4", "a file was cut", "load supersede 4 --reason");

        assertThat(stopped.text(" --target aws:x"))
                .contains("./tillstream load redrive --target aws:x;", "--reason TEXT --target aws:x");

        LoadStatus retrying = status(Optional.empty(), List.of(waits), "retrying", "throttled");
        assertThat(retrying.needsManualAction()).isFalse();
        assertThat(retrying.isFailing()).isTrue();

        LoadStatus paused = status(Optional.of(new LoadPause("", "a restore")), List.of(waits), "paused", "");
        assertThat(paused.text("")).contains("paused: a restore", "next       ./tillstream load resume");
        assertThat(TableFormat.CSV.render(paused.table()))
                .isEqualTo("state,load_set,batch_no,fact_rows,waiting,last_status,last_at,message\n"
                        + "paused,3,9,100,1,paused,then,paused: a restore\n");

        // What was in the way is gone once nothing waits any more, whatever the last run said.
        LoadStatus through = status(Optional.empty(), List.of(), "rejected", "a file was cut");
        assertThat(through.isFailing()).isFalse();
    }

    /** The loader stops at a hole; whoever asks hears of it, whatever the last run said. */
    @Test
    void aMissingSetIsNamedAndNeedsAPerson() {
        MissingSet missing = new MissingSet(4, "loads/00000000000000000005/batch.json");
        LoadStatus status =
                new LoadStatus(Optional.empty(), 3, 9, 100, List.of(), Optional.of(missing), "done", "then", "");
        assertThat(status.needsManualAction()).isTrue();
        assertThat(status.isFailing()).isTrue();
        assertThat(status.text(""))
                .contains("stopped: manual action needed", "missing    load set 4 is missing", "load redrive");
        assertThat(TableFormat.CSV.render(status.table())).contains("stopped", "load set 4 is missing");
    }

    private static LoadStatus status(
            Optional<LoadPause> pause, List<WaitingSet> waiting, String lastStatus, String message) {
        return new LoadStatus(pause, 3, 9, 100, waiting, Optional.empty(), lastStatus, "then", message);
    }

    private static void put(S3Client s3, String key, String text) {
        s3.putObject(request -> request.bucket("lake").key(key), RequestBody.fromString(text));
    }
}
