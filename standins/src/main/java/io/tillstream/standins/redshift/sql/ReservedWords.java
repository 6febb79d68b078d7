package io.tillstream.standins.redshift.sql;

import java.util.Set;

/** Words that Redshift reserves: a table or a column has such a name only in double quotes. */
final class ReservedWords {
    private static final int MAX_NAME_BYTES = 127;
    /** PostgreSQL cuts longer names off in silence. */
    private static final int MAX_LOCAL_NAME_BYTES = 63;

    private static final Set<String> WORDS = Set.of("""
            aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup between binary
            blanksasnull both bytedict case cast check collate column constraint create credentials cross current_date
            current_time current_timestamp current_user current_user_id default deferrable deflate defrag delta delta32k desc
            disable distinct do else emptyasnull enable encode encrypt encryption end except explicit false for foreign freeze
            from full globaldict256 globaldict64k grant group gzip having identity ignore ilike in initially inner intersect
            interval into is isnull join leading left like limit localtime localtimestamp lun luns lzo lzop minus mostly16
            mostly32 mostly8 natural new not notnull null nulls off offline offset oid old on only open or order outer overlaps
            parallel partition percent permissions pivot placing primary raw readratio recover references rejectlog resort
            respect restore right select session_user similar snapshot some sysdate system table tag tdes text255 text32k then
            timestamp to top trailing true truncatecolumns union unique unnest unpivot user using verbose wallet when where with
            without
            """.strip().split("\\s+"));

    private ReservedWords() {}

    /** Refuses a token that cannot name a table or a column. */
    static void refuse(Token name) {
        boolean reserved = name.kind() == Token.Kind.WORD && WORDS.contains(name.name());
        if (!name.isName() || reserved) {
            throw RedshiftSqlException.syntax(name.text());
        }
        int bytes = name.name().getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
        if (bytes > MAX_NAME_BYTES) {
            throw new RedshiftSqlException(
                    "identifier \"" + name.name() + "\" is longer than " + MAX_NAME_BYTES + " bytes");
        }
        if (bytes > MAX_LOCAL_NAME_BYTES) {
            throw RedshiftSqlException.notEmulated("a name of more than " + MAX_LOCAL_NAME_BYTES + " bytes");
        }
    }
}
