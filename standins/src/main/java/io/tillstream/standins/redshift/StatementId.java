package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of a request, or of one statement of a batch.
 *
 * @param text the id as sent
 * @param execution the request's id
 * @param part the statement's number in the batch, from 1
 */
record StatementId(String text, String execution, Optional<Integer> part) {
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?::(\\d{1,2}))?");

    static StatementId parse(ObjectNode request) throws DataApiException {
        String text = request.path("Id").asText("");
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw DataApiException.validation(
                    "id must satisfy regex pattern: ^[a-z0-9]{8}(-[a-z0-9]{4}){3}-[a-z0-9]{12}(:\\d+)?$");
        }
        return new StatementId(
                text, matcher.group(1), Optional.ofNullable(matcher.group(2)).map(Integer::valueOf));
    }
}
