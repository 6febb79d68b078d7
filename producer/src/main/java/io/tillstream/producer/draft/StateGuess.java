package io.tillstream.producer.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the values of a column say about its rows: sales, returns, or no sales at all.
 *
 * @param sales values of sales
 * @param returns values of returns
 * @param others values of rows that are not sales, such as cancelled or pending orders
 * @param unknown values that no list knows
 */
record StateGuess(List<String> sales, List<String> returns, List<String> others, List<String> unknown) {
    private static final int MOST = 25;
    private static final Pattern RETURN =
            Pattern.compile("(?iu).*(refund|return|charge ?-?back|retour|rembours|devol|devuel"
                    + "|reembol|reso\\b|rimbors|gutschrift|credit ?(note|memo)|creditnote|avoir|reversal|reversed|r\u00fcck|storno"
                    + "|abono|krediet|reklam).*|^(ret|rtn|cr|credit|r)$");
    private static final Pattern NO_SALE =
            Pattern.compile("(?iu).*(cancel|annul|storn|void|pend|fail|fehlge|declin|denied"
                    + "|reject|expir|draft|unpaid|abandon|hold|await|open|offen|dispute|test|payout|transfer|withdraw|deposit"
                    + "|adjust|quote|angebot|proforma|incomplete|error|blocked|fraud|new|not |un(captured|fulfilled)|in attesa"
                    + "|en attente|en espera|pendiente|no show|deleted|gel\u00f6scht|fee\\b).*");
    private static final Pattern SALE = Pattern.compile(
            "(?iu).*(sale|sold|paid|pay|complet|closed|done|deliver|ship|fulfil"
                    + "|success|succeed|approv|captur|settled|order|purchase|invoice|receipt|charge|checkout|verkauf|bezahlt"
                    + "|abgeschlossen|geliefert|erledigt|rechnung|bon|vente|pay\u00e9|livr|termin|venta|pagad|entregad|vendita"
                    + "|pagat|consegn|dispatch|processed|processing|active|ok|finished|confirmed).*|^(s|y|yes|true|1|in)$");
    private static final Pattern FLAG_NAME = Pattern.compile(
            "(is)?(cancel+ed|refunded|voided|void|returned|return|deleted|test|testorder|refund|storniert)");
    private static final Pattern GOOD_FLAG_NAME =
            Pattern.compile("(is)?(paid|completed|confirmed|valid|approved|captured|success|successful|bezahlt)");
    private static final Pattern WORD_OF_ORDERS = Pattern.compile(
            "(?i).*(cancel+ed|refund|return|pending|complete|shipped|delivered|fulfilled|voided|failed|closed|(?<!im)paid).*");

    /** When it happened, and blank where it did not. */
    private static final Pattern END_TIME =
            Pattern.compile("(cancel+ed|refunded|voided|deleted|returned)(at|on|date|time)|cancellation(date|time)");

    /** In a file that has a row for the sale and one for its payment, the latter is not a sale. */
    private static final Pattern PAYMENT = Pattern.compile("(?i)payment|tender|zahlung|paiement|pago|pagamento");

    private static final Pattern SALE_OR_LINE = Pattern.compile("(?i).*(sale|line|item|verkauf|vente|venta|vendita).*");

    private static final Pattern TRUE = Pattern.compile("(?i)true|yes|y|1|ja|oui|si|x|t");

    static StateGuess of(Column column) {
        List<String> sales = new ArrayList<>();
        List<String> returns = new ArrayList<>();
        List<String> others = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        boolean flag = isFlag(column);
        boolean apart = column.distinct().stream()
                .anyMatch(value -> SALE_OR_LINE.matcher(value).matches());
        boolean flagOfReturn = column.key().matches("(is)?(refund|return).*");
        for (String value : new TreeSet<>(column.distinct())) {
            if (flag) {
                boolean set = TRUE.matcher(value).matches();
                boolean good = GOOD_FLAG_NAME.matcher(column.key()).matches();
                (set == good ? sales : flagOfReturn ? returns : others).add(value);
            } else if (value.toLowerCase(Locale.ROOT).matches("(un|partially[ _]?)?(re)?fulfilled")) {
                sales.add(value);
            } else if (apart && PAYMENT.matcher(value).matches()) {
                others.add(value);
            } else if (RETURN.matcher(value).matches()) {
                returns.add(value);
            } else if (NO_SALE.matcher(value).matches()) {
                others.add(value);
            } else {
                (SALE.matcher(value).matches() ? sales : unknown).add(value);
            }
        }
        return new StateGuess(sales, returns, others, unknown);
    }

    /** Returns whether the column can hold states: few values, which are words. */
    static boolean canBe(Column column) {
        return !column.values().isEmpty()
                && column.distinct().size() <= MOST
                && column.distinct().stream().allMatch(value -> value.length() <= 40);
    }

    /** Returns whether the column says by yes and no whether a row is cancelled, refunded and the like. */
    static boolean isFlag(Column column) {
        return (FLAG_NAME.matcher(column.key()).matches()
                        || GOOD_FLAG_NAME.matcher(column.key()).matches())
                && column.distinct().stream()
                        .allMatch(value -> value.matches("(?i)true|false|yes|no|y|n|1|0|ja|nein|oui|non|si|x|t|f"));
    }

    /** Returns whether the column has the time at which a sale was cancelled or the like. */
    static boolean isEndTime(Column column) {
        return !column.values().isEmpty() && END_TIME.matcher(column.key()).matches();
    }

    /** Returns whether a value is of the life of an order, so that its column is not one of places. */
    static boolean isWordOfOrders(String value) {
        return WORD_OF_ORDERS.matcher(value).matches();
    }

    /** Returns whether some value is known to mean anything. */
    boolean isKnown() {
        return !sales.isEmpty() || !returns.isEmpty() || !others.isEmpty();
    }
}
