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
                        + " factura numeroordine ordine scontrino order basketid cartid orderreference orderref saleno salenumber salesrecordnumber amazonorderid documentno documentnumber docnum docno belegnummer1 bestellungsnummer vorgangsnr orderincrementid incrementid purchaseorder checkno checknumber bookingid name ordrenr bestellingnr nrzamowienia siparisno tilausnumero orderreceiptnumber receiptnr quittungsnr quittungsnummer idorder idcommande ticketnumber");
        names(
                SaleField.LINE_NUMBER,
                "linenumber lineno linenr line lineitem itemno position pos posnr zeile ligne linea orderlinenumber orderlineno orderline itemnumberinorder lineidx lineindex positionnumber");
        names(
                SaleField.ORDER_TS,
                "orderts ordertimestamp orderdatetime ordertime timestamp datetime soldat saletimestamp saledatetime"
                        + " transactiondatetime transactiontime createdat created purchasedat orderdate saledate"
                        + " salesdate solddate transactiondate invoicedate purchasedate bookingdate businessdate date"
                        + " day ts time datumzeit zeitstempel belegdatum bestelldatum rechnungsdatum datum"
                        + " datecommande jour fechahora fechapedido fecha dataora data eventtime paidat saleat purchasets purchasedatetime orderedat ordereddate orderedon placedat placedon completedat createddate createdon creationdate docdate documentdate postingdate buchungsdatum verkaufsdatum auftragsdatum eingangsdatum bestelltam fechaventa fechafactura fechadecompra datavendita datafattura dataordine datapedido datavenda datadacompra orderdateutc datetimeutc datecreated dateordered dateadded closedat timeofsale orderdatum verkoopdatum fakturadatum paymentdate checkoutdate when");
        names(
                SaleField.STORE_ID,
                "storeid storeno storenumber storecode store shopid shop branchid branch outletid outlet filialnr"
                        + " filiale marktnr magasin tienda negozio locationid registerid terminalid tillid kasse location storename site outletname posid terminal warehouse lager sitecode");
        names(SaleField.CHANNEL, "channel saleschannel orderchannel kanal vertriebskanal canal canale");
        names(
                SaleField.PAYMENT_METHOD,
                "paymentmethod paymenttype payment paymethod paidby tender tendertype zahlungsart zahlart"
                        + " modepaiement formapago metodopago pagamento paymentmethodtitle paymentmode paymentgateway zahlungsweise zahlungsmethode moyenpaiement");
        names(
                SaleField.CUSTOMER_ID,
                "customerid customerno customernumber customercode custid clientid memberid userid buyerid accountid"
                        + " kundennr kundennummer kundenid numclient idcliente clienteid customer customerreferenceid buyerusername buyer customerref clientcode cardcode");
        names(
                SaleField.CUSTOMER_NAME,
                "customername clientname buyername fullname kundenname nomclient nombrecliente nomecliente buyerfullname billingname cardname customerfullname clientfullname kunde");
        names(
                SaleField.CUSTOMER_SEGMENT,
                "customersegment segment customergroup customertype kundengruppe kundensegment");
        names(
                SaleField.COUNTRY,
                "country countryname shipcountry countrycode land pays pais paese countryregion shippingcountry billingcountry countryofsale shipcountrycode shiptocountry lieferland");
        names(SaleField.REGION, "region salesregion area territory gebiet zona regione");
        names(
                SaleField.STATE,
                "state province bundesland estado provincia stateprovince shipstate shippingstate shippingprovince shiptostate");
        names(SaleField.CITY, "city town stadt ort ville ciudad citta shipcity shippingcity shiptocity customercity");
        names(
                SaleField.POSTAL_CODE,
                "postalcode postcode zipcode zip plz postleitzahl codepostal codigopostal cap shippostalcode shippingzip shippingpostcode shiptozip");
        names(
                SaleField.PRODUCT_ID,
                "lineitemsku productid productcode productno productnumber productkey sku skuid itemid itemcode itemnumber articleid"
                        + " articleno articlenumber artikelnr artikelnummer artikelid artikel stockcode ean gtin upc"
                        + " barcode plu refproduit reference codigoproducto idproducto codiceprodotto idprodotto asin sellersku variantsku itemsku itemcodesku customlabel customlabelsku itemno itemnum articleref productref artnr artikelnr1 codigo codice codiceartikel codiceart referencia materialno material variantid itemcode1 dishid pizzaid varenr indeks tuotenro urunkodu");
        names(
                SaleField.PRODUCT_NAME,
                "lineitemname itemtitle produto productname product productdescription producttitle itemname itemdescription item articlename"
                        + " bezeichnung artikelbezeichnung artikelname produktname produkt designation libelle produit"
                        + " nombreproducto producto nomeprodotto prodotto name description title lineitemtitle itemtitle productlinename dscription dish orderlinesproduct productvarianttitle artikelbeschreibung libelleproduit descripcion descrizione descricao menuitem lineitem");
        names(
                SaleField.CATEGORY,
                "category productcategory itemcategory categoryname department warengruppe kategorie categorie"
                        + " categoria famille family productline productgroup itemgroup producttype itmsgrpnam productcat hauptkategorie artikelgruppe");
        names(
                SaleField.SUB_CATEGORY,
                "subcategory productsubcategory subclass unterkategorie souscategorie subcategoria");
        names(
                SaleField.QUANTITY,
                "lineitemquantity quantity qty quantityordered orderquantity quantitysold units unitssold unitsold itemcount count pieces"
                        + " menge anzahl stueck stuck quantite qte cantidad quantita pezzi quantitypurchased quantityshipped orderlinesquantity unitsordered itemqty itemquantity productquantity orderedqty qtyordered qtysold noofunits numberofitems aantal antal quantidade qtd ilosc maara adet grossunits");
        names(
                SaleField.UNIT_PRICE,
                "lineitemprice unitprice priceperunit priceeach itemprice productprice sellingprice saleprice listprice price einzelpreis"
                        + " stueckpreis stuckpreis preis prixunitaire prix preciounitario precio prezzounitario prezzo unitcost1 itemcost soldfor priceperitem unitsellingprice unitpriceusd orderlinesunitprice pricepoint preisprostueck preisprostuck precounitario preco preunitario prixuht puht unitrate singleprice rate retail retailprice pris styckpris stykpris cena cenajednostkowa hinta prijs stuksprijs fiyat");
        names(
                SaleField.DISCOUNT,
                "lineitemdiscount discount discountrate discountpercent discountpct rabatt rabattprozent remise descuento"
                        + " sconto discountamount discountvalue discounts discountper discountpercentage percentdiscount discpercent discprcnt linediscount itemdiscount itempromotiondiscount promotiondiscount rabattbetrag nachlass rabattsatz rabat korting remisepct remisepourcent descuentopct desconto discountapplied pctdiscount discountperc");
        names(
                SaleField.LINE_TOTAL,
                "linetotal totalprice totalamount lineamount netamount netsales netrevenue salesamount saleamount"
                        + " extendedprice subtotal total revenue turnover sales amount gesamtpreis gesamtbetrag gesamt"
                        + " betrag umsatz nettobetrag montant chiffreaffaires importe ventas importo totale grosssalesnet netsalesamount nettotal linenet linetotalamount rowtotal rowtotalamount orderlinessubtotal salesvalue gross grossamount grosssales grandtotal totalsales totalrevenue salestotal ordertotal totalvalue linesum zeilensumme gesamtsumme summe montantht montanttotal totalht importetotal precototal total1 valortotal totalpaid totalprice1 ordervalue saleamountusd cogs summa belopp belob sum wartosc kwota yhteensa bedrag totaal tutar itemtotal itemtotalrevenue itemrevenue totalpricetaxexcl");
        names(
                SaleField.TAX,
                "tax taxamount salestax vat vatamount mwst mehrwertsteuer steuer tva iva taxes taxtotal linetax itemtax lineitemtax gst hst salestaxamount umsatzsteuer ust");
        names(SaleField.PROFIT, "profit grossprofit margin gewinn rohertrag benefice beneficio ganancia profitto");
        names(
                SaleField.CURRENCY,
                "currency currencycode waehrung wahrung devise moneda valuta ordercurrency currencyiso currencyisocode iso4217 curr doccur presentmentcurrency moeda");
        names(SaleField.SHIP_MODE, "shipmode shippingmode shipmethod shippingmethod deliverymethod versandart");
        names(SaleField.SHIP_DATE, "shipdate shippingdate shippeddate shippedat deliverydate versanddatum lieferdatum");
        names(SaleField.ORDER_PRIORITY, "orderpriority priority prioritaet prioritat");
        names(
                SaleField.EVENT_TYPE,
                "eventtype transactiontype saletype ordertype belegart vorgangsart recordtype linetype documenttype doctype movementtype receipttype buchungsart entrytype salestype type");
    }

    private Roles() {}

    private static void names(SaleField field, String names) {
        NAMES.put(field, Arrays.stream(names.split(" ")).distinct().toList());
    }

    /** Returns how well a column's key names the field: 0 is best, negative not at all. */
    static int rank(SaleField field, String key) {
        return NAMES.getOrDefault(field, List.of()).indexOf(key);
    }

    /** Returns whether a name says that the column holds dates. */
    static boolean isTime(String key) {
        return rank(SaleField.ORDER_TS, key) >= 0
                || rank(SaleField.SHIP_DATE, key) >= 0
                || key.matches(".*(date|datum|fecha|timestamp|datetime)")
                || key.matches(".*(date|time|created|paid|sold|ordered|purchased)(at|on|utc|gmt)");
    }

    /** Returns whether a name says that the column holds the state of a sale, or what kind of record a row is. */
    static boolean isState(String key) {
        String of = "(order|sale|sales|item|line|payment|financial|transaction|booking|invoice|document|receipt)";
        return key.matches(of + "?(status|stage|outcome)(code|name)?")
                || key.matches(of + "?state")
                || key.matches("(zahlungs|bestell|auftrags|beleg)?status|zustand|etat|statut|estado|stato|situacao")
                || rank(SaleField.EVENT_TYPE, key) >= 0;
    }

    /** Names of columns about a person that no analysis needs. */
    static boolean isPersonal(String key) {
        return key.matches(".*(email|phone|mobile|telefon|iban|cardnumber|creditcard|ccnumber|ssn|passport|birth"
                + "|geburt|street|strasse|address|adresse|direccion|indirizzo|ipaddr).*");
    }
}
