package io.tillstream.operations.display;

/** Shows nothing: for commands whose output is their result alone. */
public final class QuietDisplay implements Display {
    @Override
    public void line(String text) {
        // Nobody looks.
    }

    @Override
    public Stage begin(String name, String unit, long total) {
        return new Stage() {
            @Override
            public void at(long done, long all) {
                // Nobody looks.
            }

            @Override
            public void atStep(long done, long all) {
                // Nobody looks.
            }

            @Override
            public void done(long rows, double seconds, String note) {
                // Nobody looks.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
