package io.tillstream.producer.mapping;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Signs and codes next to an amount, and the currencies (ISO 4217) that each can mean. */
public final class CurrencySigns {
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toCollection(TreeSet::new));
    private static final Map<String, Set<String>> SIGNS = new LinkedHashMap<>();

    static {
        signs("EUR", "\u20ac");
        signs("GBP EGP GIP FKP SHP LBP SYP SSP", "\u00a3");
        signs("GBP", "gb\u00a3 \u00a3stg");
        signs("USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP BBD BMD BSD BZD FJD GYD JMD LRD NAD TTD XCD", "$ \uff04");
        signs("USD", "us$ u$s");
        signs("CAD", "ca$ c$ can$");
        signs("AUD", "au$ a$");
        signs("NZD", "nz$");
        signs("SGD", "s$ sg$");
        signs("HKD", "hk$");
        signs("TWD", "nt$");
        signs("MXN", "mx$ mex$");
        signs("BRL", "r$");
        signs("SEK NOK DKK ISK", "kr kr.");
        signs("SEK", ":-");
        signs("DKK", "dkr dkr.");
        signs("NOK", "nkr");
        signs("SEK", "skr");
        signs("ISK", "ikr");
        signs("CHF", "fr. sfr sfr. fr");
        signs("JPY CNY", "\u00a5 \uffe5");
        signs("JPY", "\u5186 jp\u00a5");
        signs("CNY", "\u5143 cn\u00a5 rmb");
        signs("KRW KPW", "\u20a9");
        signs("KRW", "\uc6d0");
        signs("INR", "\u20b9");
        signs("INR PKR LKR NPR MUR SCR", "\u20a8 rs rs.");
        signs("RUB", "\u20bd \u0440\u0443\u0431 \u0440\u0443\u0431. \u0440.");
        signs("UAH", "\u20b4 \u0433\u0440\u043d \u0433\u0440\u043d.");
        signs("TRY", "\u20ba tl");
        signs("PLN", "z\u0142");
        signs("CZK", "k\u010d");
        signs("HUF", "ft");
        signs("RON", "lei leu");
        signs("BGN", "\u043b\u0432 \u043b\u0432.");
        signs("ZAR", "r");
        signs("IDR", "rp rp.");
        signs("MYR", "rm");
        signs("THB", "\u0e3f");
        signs("VND", "\u20ab");
        signs("ILS", "\u20aa");
        signs("NGN", "\u20a6");
        signs("PHP CUP", "\u20b1");
        signs("KZT", "\u20b8");
        signs("GEL", "\u20be");
        signs("AMD", "\u058f");
        signs("CRC SVC", "\u20a1");
        signs("GHS", "\u20b5 gh\u20b5");
        signs("PYG", "\u20b2");
        signs("PEN", "s/ s/.");
        signs("AED", "dhs dhs. \u062f.\u0625");
        signs("SAR", "\u0631.\u0633");
        signs("EGP", "\u062c.\u0645 e\u00a3");
        signs("KES", "ksh");
    }

    /** The longest first: R$ is not the sign $ after an R. */
    private static final List<String> LONGEST_FIRST = SIGNS.keySet().stream()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();

    private CurrencySigns() {}

    private static void signs(String codes, String signs) {
        for (String sign : signs.split(" ")) {
            SIGNS.put(sign, new TreeSet<>(Arrays.asList(codes.split(" "))));
        }
    }

    /**
     * Returns the currencies that a sign or code can mean.
     *
     * @return empty if it is neither
     */
    public static Set<String> currencies(String sign) {
        String code = sign.toUpperCase(Locale.ROOT);
        if (CODES.contains(code)) {
            return Set.of(code);
        }
        return SIGNS.getOrDefault(sign.toLowerCase(Locale.ROOT), Set.of());
    }

    /** Returns the sign or code at the start of the text, as it is written there; empty if there is none. */
    static String before(String text) {
        String found = LONGEST_FIRST.stream()
                .filter(sign -> text.regionMatches(true, 0, sign, 0, sign.length()))
                .findFirst()
                .map(sign -> text.substring(0, sign.length()))
                .orElse("");
        boolean code = text.length() > 3 && CODES.contains(text.substring(0, 3).toUpperCase(Locale.ROOT));
        return code && found.length() < 3 ? text.substring(0, 3) : found;
    }

    /** Returns the sign or code at the end of the text, as it is written there; empty if there is none. */
    static String after(String text) {
        int length = text.length();
        String found = LONGEST_FIRST.stream()
                .filter(sign -> text.regionMatches(true, length - sign.length(), sign, 0, sign.length()))
                .findFirst()
                .map(sign -> text.substring(length - sign.length()))
                .orElse("");
        boolean code = length > 3 && CODES.contains(text.substring(length - 3).toUpperCase(Locale.ROOT));
        return code && found.length() < 3 ? text.substring(length - 3) : found;
    }
}
