package io.tillstream.infra.cost;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The list prices of a region, each with its source and date.
 *
 * @param region the region
 * @param prices every item's price
 */
public record PriceList(String region, Map<PriceItem, Price> prices) {
    /** Regions whose prices come with the program. */
    public static final List<String> BUNDLED = List.of("us-east-1");

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** Copies the map. */
    public PriceList {
        prices = Map.copyOf(prices);
    }

    /**
     * Returns the prices of a region that come with the program.
     *
     * @throws PriceFileException if there are none; the message says how to give some
     */
    public static PriceList bundled(String region) {
        String name = "prices-" + region + ".json";
        try (InputStream in = BUNDLED.contains(region) ? PriceList.class.getResourceAsStream(name) : null) {
            if (in == null) {
                throw new PriceFileException("region: there are no prices of \"" + region + "\", only of "
                        + String.join(", ", BUNDLED)
                        + ". Copy infra-cdk/src/main/resources/io/tillstream/infra/cost/prices-us-east-1.json, put in those of"
                        + " your region, and give the copy with --prices FILE.");
            }
            return read(JSON.readTree(in), name);
        } catch (IOException e) {
            throw new PriceFileException(name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a price file.
     *
     * @throws PriceFileException if it cannot be read or an entry is missing or wrong; it names all of them
     */
    public static PriceList file(Path file) {
        try {
            return read(JSON.readTree(Files.readString(file)), file.toString());
        } catch (IOException e) {
            throw new PriceFileException(file + " cannot be read as JSON: " + e.getMessage(), e);
        }
    }

    /** Returns what a number of units costs, in US dollars. */
    public BigDecimal cost(PriceItem item, double units) {
        return prices.get(item).usd().multiply(BigDecimal.valueOf(units));
    }

    private static PriceList read(JsonNode json, String file) {
        Map<PriceItem, Price> prices = new EnumMap<>(PriceItem.class);
        List<String> problems = new ArrayList<>();
        for (PriceItem item : PriceItem.values()) {
            JsonNode entry = json.path("prices").path(item.key());
            try {
                prices.put(item, price(entry));
            } catch (IllegalArgumentException | DateTimeParseException e) {
                problems.add(file + ": prices." + item.key() + ": " + e.getMessage());
            }
        }
        if (json.path("region").asText().isEmpty()) {
            problems.add(file + ": region is missing");
        }
        if (!problems.isEmpty()) {
            throw new PriceFileException(String.join(System.lineSeparator(), problems));
        }
        return new PriceList(json.path("region").asText(), prices);
    }

    private static Price price(JsonNode entry) {
        if (!entry.isObject()) {
            throw new IllegalArgumentException("is missing");
        }
        JsonNode usd = entry.path("usd");
        if (!usd.isNumber() || usd.decimalValue().signum() < 0) {
            throw new IllegalArgumentException("usd must be a number of at least 0, not " + usd);
        }
        return new Price(
                usd.decimalValue(),
                text(entry, "unit"),
                text(entry, "source"),
                LocalDate.parse(text(entry, "date")),
                Price.Confidence.valueOf(text(entry, "confidence").toUpperCase(Locale.ROOT)));
    }

    private static String text(JsonNode entry, String field) {
        String value = entry.path(field).asText();
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return value;
    }
}
