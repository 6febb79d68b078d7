package io.tillstream.glue.gold;

/**
 * A column of a warehouse table.
 *
 * @param name lower case, the same in Gold, in load-set files and in the warehouse
 * @param type the warehouse's type as {@code docs/reference/contracts.md} writes it, for example {@code varchar(22)}
 */
public record WarehouseColumn(String name, String type) {
    /** Returns the type of the column in Spark and Iceberg: text has no length there, instants carry UTC. */
    public String sparkType() {
        return type.startsWith("varchar(") ? "string" : type;
    }

    static WarehouseColumn parse(String line) {
        String[] words = line.split(" ", 2);
        return new WarehouseColumn(words[0], words[1]);
    }
}
