package io.tillstream.producer.draft;

import io.tillstream.events.SaleField;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What tills and their exports call the fields of a sale: English, German, French, Spanish, Italian; the likeliest first. */
final class Roles {
    private static final Map<SaleField, List<String>> NAMES = new EnumMap<>(SaleField.class);

    static {
        names(SaleField.EVENT_ID, "eventid eventuuid uuid guid lineid orderlineid lineitemid saleid messageid");
        names(
                SaleField.ORDER_ID,
                "orderid ordernumber orderno ordernr invoiceid invoiceno invoicenumber invoice receiptid receiptno"
                        + " receiptnumber receipt ticketid ticketno ticket transactionid transactionno transactionnumber"
                        + " transid bonnr bonnummer bon belegnr belegnummer beleg bestellnr bestellnummer rechnungsnr"
                        + " rechnungsnummer auftragsnr nocommande numerocommande commande facture numpedido pedido"
                        + " factura numeroordine ordine scontrino order basketid cartid");
        names(
                SaleField.LINE_NUMBER,
                "linenumber lineno linenr line lineitem itemno position pos posnr zeile ligne linea");
        names(
                SaleField.ORDER_TS,
                "orderts ordertimestamp orderdatetime ordertime timestamp datetime soldat saletimestamp saledatetime"
                        + " transactiondatetime transactiontime createdat created purchasedat orderdate saledate"
                        + " salesdate solddate transactiondate invoicedate purchasedate bookingdate businessdate date"
                        + " day ts time datumzeit zeitstempel belegdatum bestelldatum rechnungsdatum datum"
                        + " datecommande jour fechahora fechapedido fecha dataora data eventtime");
        names(
                SaleField.STORE_ID,
                "storeid storeno storenumber storecode store shopid shop branchid branch outletid outlet filialnr"
                        + " filiale marktnr magasin tienda negozio locationid registerid terminalid tillid kasse");
        names(SaleField.CHANNEL, "channel saleschannel orderchannel kanal vertriebskanal canal canale");
        names(
                SaleField.PAYMENT_METHOD,
                "paymentmethod paymenttype payment paymethod paidby tender tendertype zahlungsart zahlart"
                        + " modepaiement formapago metodopago pagamento");
        names(
                SaleField.CUSTOMER_ID,
                "customerid customerno customernumber customercode custid clientid memberid userid buyerid accountid"
                        + " kundennr kundennummer kundenid numclient idcliente clienteid customer");
        names(
                SaleField.CUSTOMER_NAME,
                "customername clientname buyername fullname kundenname nomclient nombrecliente nomecliente");
        names(
                SaleField.CUSTOMER_SEGMENT,
                "customersegment segment customergroup customertype kundengruppe kundensegment");
        names(SaleField.COUNTRY, "country countryname shipcountry countrycode land pays pais paese");
        names(SaleField.REGION, "region salesregion area territory gebiet zona regione");
        names(SaleField.STATE, "state province bundesland estado provincia stateprovince");
        names(SaleField.CITY, "city town stadt ort ville ciudad citta shipcity");
        names(SaleField.POSTAL_CODE, "postalcode postcode zipcode zip plz postleitzahl codepostal codigopostal cap");
        names(
                SaleField.PRODUCT_ID,
                "productid productcode productno productnumber productkey sku skuid itemid itemcode itemnumber articleid"
                        + " articleno articlenumber artikelnr artikelnummer artikelid artikel stockcode ean gtin upc"
                        + " barcode plu refproduit reference codigoproducto idproducto codiceprodotto idprodotto asin");
        names(
                SaleField.PRODUCT_NAME,
                "productname product productdescription producttitle itemname itemdescription item articlename"
                        + " bezeichnung artikelbezeichnung artikelname produktname produkt designation libelle produit"
                        + " nombreproducto producto nomeprodotto prodotto name description title");
        names(
                SaleField.CATEGORY,
                "category productcategory itemcategory categoryname department warengruppe kategorie categorie"
                        + " categoria famille family");
        names(
                SaleField.SUB_CATEGORY,
                "subcategory productsubcategory subclass unterkategorie souscategorie subcategoria");
        names(
                SaleField.QUANTITY,
                "quantity qty quantityordered orderquantity quantitysold units unitssold unitsold itemcount count pieces"
                        + " menge anzahl stueck stuck quantite qte cantidad quantita pezzi");
        names(
                SaleField.UNIT_PRICE,
                "unitprice priceperunit priceeach itemprice productprice sellingprice saleprice listprice price einzelpreis"
                        + " stueckpreis stuckpreis preis prixunitaire prix preciounitario precio prezzounitario prezzo");
        names(
                SaleField.DISCOUNT,
                "discount discountrate discountpercent discountpct rabatt rabattprozent remise descuento" + " sconto");
        names(
                SaleField.LINE_TOTAL,
                "linetotal totalprice totalamount lineamount netamount netsales netrevenue salesamount saleamount"
                        + " extendedprice subtotal total revenue turnover sales amount gesamtpreis gesamtbetrag gesamt"
                        + " betrag umsatz nettobetrag montant chiffreaffaires importe ventas importo totale");
        names(SaleField.TAX, "tax taxamount salestax vat vatamount mwst mehrwertsteuer steuer tva iva");
        names(SaleField.PROFIT, "profit grossprofit margin gewinn rohertrag benefice beneficio ganancia profitto");
        names(SaleField.CURRENCY, "currency currencycode waehrung wahrung devise moneda valuta");
        names(SaleField.SHIP_MODE, "shipmode shippingmode shipmethod shippingmethod deliverymethod versandart");
        names(SaleField.SHIP_DATE, "shipdate shippingdate shippeddate shippedat deliverydate versanddatum lieferdatum");
        names(SaleField.ORDER_PRIORITY, "orderpriority priority prioritaet prioritat");
        names(SaleField.EVENT_TYPE, "eventtype transactiontype saletype ordertype belegart vorgangsart");
    }

    private Roles() {}

    private static void names(SaleField field, String names) {
        NAMES.put(field, Arrays.stream(names.split(" ")).distinct().toList());
    }

    /** Returns how well a column's key names the field: 0 is best, negative not at all. */
    static int rank(SaleField field, String key) {
        return NAMES.getOrDefault(field, List.of()).indexOf(key);
    }

    /** Names of columns about a person that no analysis needs. */
    static boolean isPersonal(String key) {
        return key.matches(".*(email|phone|mobile|telefon|iban|cardnumber|creditcard|ccnumber|ssn|passport|birth"
                + "|geburt|street|strasse|address|adresse|direccion|indirizzo|ipaddr).*");
    }
}
