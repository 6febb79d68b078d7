package io.tillstream.producer.catalogue;

import java.util.List;

/** A catalogue with rows that cannot be used. */
public final class CatalogueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final int SHOWN = 20;

    CatalogueException(List<String> faults) {
        super(faults.size() + " rows of the catalogue cannot be used; nothing was written. Correct them:\n"
                + String.join("\n", faults.subList(0, Math.min(SHOWN, faults.size())))
                + (faults.size() > SHOWN ? "\nand " + (faults.size() - SHOWN) + " more" : ""));
    }
}
