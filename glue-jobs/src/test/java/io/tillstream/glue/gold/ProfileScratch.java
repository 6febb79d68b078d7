package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.TestSale.sale;
import io.tillstream.glue.loadset.LoadSetPublisher;
import java.nio.file.Files;
import java.util.*;

class ProfileScratch {
    public static void main(String[] a) throws Exception {
        GoldFixture g = new GoldFixture(Files.createTempDirectory("goldprof"));
        Random r = new Random(1);
        int n = Integer.parseInt(a[0]);
        int off = 0;
        for (int batch = 0; batch < 12; batch++) {
            TestSale[] s = new TestSale[n];
            for (int i = 0; i < n; i++) {
                int p = r.nextInt(2000); int c = r.nextInt(10000);
                s[i] = sale(off).at(java.time.LocalDateTime.of(2026,1,1,0,0).plusSeconds((long)((batch*n+i)*30.0*86400/(4*n))).toString().concat(":00Z").replaceAll("(T\\d\\d:\\d\\d)(:\\d\\d)?(\\.\\d+)?:00Z$","$1:00Z"))
                    .product("p"+p, "name"+p, "cat"+p%10).customer("c"+c, "Cust"+c+(batch==2&&c<10?"x":""), "seg"+c%3)
                    .set("region","r"+c%4).set("country","c"+c%4).set("city","city"+c%500).set("store_id","s"+p%20).amount("2","3.5");
                off++;
            }
            g.silver().publish(s);
            long t0 = System.nanoTime();
            long[] t = {t0};
            System.out.println("--- batch " + batch);
            GoldRun.Outcome o = new GoldRun(g.lake(), java.time.ZoneId.of("UTC"), tab -> { long x=System.nanoTime(); System.out.printf("%-14s %.2f%n", tab, (x-t[0])/1e9); t[0]=x;}).run();
            t[0]=System.nanoTime();
            new LoadSetPublisher(o.state(), "bucket").publish(o.batchNo());
            System.out.printf("loadset %.2f  total %.2f%n", (System.nanoTime()-t[0])/1e9, (System.nanoTime()-t0)/1e9);
        }
        g.lake().spark().stop();
    }
}
