package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The tokens that lead from one page to the next; to callers they mean nothing. */
final class Paging {
    private Paging() {}

    static int offset(ObjectNode request, int total) throws DataApiException {
        if (!request.hasNonNull("NextToken")) {
            return 0;
        }
        try {
            String text = new String(
                    Base64.getUrlDecoder().decode(request.path("NextToken").asText()), StandardCharsets.US_ASCII);
            int offset = Integer.parseInt(text);
            if (offset >= 0 && offset <= total) {
                return offset;
            }
        } catch (IllegalArgumentException malformed) {
            throw DataApiException.validation("Invalid NextToken");
        }
        throw DataApiException.validation("Invalid NextToken");
    }

    static ObjectNode withNext(ObjectNode answer, int next, int total) {
        if (next < total) {
            byte[] text = Integer.toString(next).getBytes(StandardCharsets.US_ASCII);
            answer.put("NextToken", Base64.getUrlEncoder().encodeToString(text));
        }
        return answer;
    }
}
