package io.tillstream.producer.mapping;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SaleRules;
import io.tillstream.producer.source.SourceRow;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Makes sale events of rows. Holds the place within an order, so rows go through in the order of the file. */
public final class SaleMapper {
    private static final List<SaleField> NEEDED =
            List.of(SaleField.EVENT_ID, SaleField.PRODUCT_ID, SaleField.ORDER_TS, SaleField.QUANTITY);

    /** Amounts that have the sign of the quantity, or turn with it. */
    private static final List<SaleField> SIGNED =
            List.of(SaleField.QUANTITY, SaleField.LINE_TOTAL, SaleField.TAX, SaleField.PROFIT);

    private final Mapping mapping;
    private final ZoneId businessZone;
    private final RowMapper rows;
    private final EventIds ids;
    private final Sale sale = new Sale();
    private String lastFile = "";
    private String lastOrder = "";
    private int lastLine;

    /**
     * Creates one.
     *
     * @param mapping of kind {@link MappingKind#SALES}
     * @param businessZone zone of local stamps where the mapping names none
     */
    public SaleMapper(Mapping mapping, ZoneId businessZone) {
        this.mapping = mapping;
        this.businessZone = businessZone;
        this.rows = new RowMapper(mapping, businessZone);
        this.ids = new EventIds(mapping);
    }

    /**
     * Returns whether the mapping leaves the row out, because its conditions say that it is not a sale.
     *
     * @throws RejectedRowException if the conditions do not cover the row
     */
    public boolean leavesOut(SourceRow row) throws RejectedRowException {
        return mapping.filter().leavesOut(row);
    }

    /**
     * Returns the event of a row, valid until the next call.
     *
     * @throws RejectedRowException naming the first field at fault
     */
    public Sale map(SourceRow row) throws RejectedRowException {
        rows.map(row, sale);
        sale.set(SaleField.SOURCE, mapping.source());
        identify(row);
        for (SaleField field : NEEDED) {
            if (!sale.has(field)) {
                throw new RejectedRowException(field.fieldName(), "is missing");
            }
        }
        Optional<DiscountUnit> unit =
                Optional.ofNullable(mapping.fields().get(SaleField.DISCOUNT)).flatMap(FieldRule::unit);
        if (unit.filter(DiscountUnit::isAmount).isPresent()) {
            AmountOff.apply(unit.get(), sale);
        }
        signByType();
        requireRanges();
        return sale;
    }

    private void identify(SourceRow row) {
        switch (mapping.identity()) {
            case ROW -> sale.set(SaleField.EVENT_ID, ids.ofRow(row));
            case CONTENT -> sale.set(SaleField.EVENT_ID, ids.ofContent(row));
            case COLUMN -> {
                // The field's own rule has set it.
            }
        }
        if (!sale.has(SaleField.ORDER_ID) && sale.has(SaleField.EVENT_ID)) {
            sale.set(SaleField.ORDER_ID, sale.text(SaleField.EVENT_ID));
        }
        if (!sale.has(SaleField.LINE_NUMBER)) {
            sale.set(SaleField.LINE_NUMBER, mapping.identity() == Identity.ROW ? lineInOrder(row) : 1);
        }
    }

    /**
     * Counts consecutive rows of one order. Only if every row is a separate event: an exact repeat
     * must stay exact, or it would be a conflict instead of a duplicate (invariant 4).
     */
    private int lineInOrder(SourceRow row) {
        String order = sale.text(SaleField.ORDER_ID);
        lastLine = order.equals(lastOrder) && row.fileName().equals(lastFile) ? lastLine + 1 : 1;
        lastOrder = order;
        lastFile = row.fileName();
        return lastLine;
    }

    /**
     * A source that says RETURN with a positive quantity writes its amounts as those of a sale, unless the total is
     * negative already.
     */
    private void signByType() {
        long quantity = sale.number(SaleField.QUANTITY);
        boolean returned = "RETURN".equals(sale.text(SaleField.EVENT_TYPE)) || quantity < 0;
        sale.set(SaleField.EVENT_TYPE, returned ? "RETURN" : "SALE");
        if (returned && quantity > 0) {
            boolean negative = sale.has(SaleField.LINE_TOTAL) && sale.number(SaleField.LINE_TOTAL) < 0;
            for (SaleField amount : SIGNED) {
                if (sale.has(amount) && (!negative || amount == SaleField.QUANTITY)) {
                    sale.set(amount, -sale.number(amount));
                }
            }
        }
    }

    /** What Silver would quarantine for good is rejected here, where the file can still be corrected. */
    private void requireRanges() throws RejectedRowException {
        int sign = Long.signum(sale.number(SaleField.QUANTITY));
        if (sign == 0) {
            throw new RejectedRowException(SaleField.QUANTITY.fieldName(), "is 0; a sale has more, a return less");
        }
        if (!SaleRules.isTotalValid(sale)) {
            throw new RejectedRowException(
                    SaleField.LINE_TOTAL.fieldName(), "has the opposite sign of quantity; a return has both negative");
        }
        LocalDate day = SaleRules.orderDate(sale, businessZone);
        if (!SaleRules.isInCalendar(day)) {
            throw new RejectedRowException(
                    SaleField.ORDER_TS.fieldName(),
                    "is on " + day + ", outside the years " + SaleRules.FIRST_DATE.getYear() + " to "
                            + SaleRules.LAST_DATE.getYear()
                            + " of the warehouse's calendar");
        }
        if (!SaleRules.isPriceValid(sale)) {
            throw new RejectedRowException(
                    SaleField.UNIT_PRICE.fieldName(),
                    "is negative; a return has a negative quantity and the price that was paid");
        }
        if (!SaleRules.isDiscountValid(sale)) {
            throw new RejectedRowException(
                    SaleField.DISCOUNT.fieldName(),
                    sale.decimal(SaleField.DISCOUNT).toPlainString()
                            + " is not a share from 0 to 1 (or 20%); as: percent or as: amount in the mapping says what it is");
        }
    }
}
