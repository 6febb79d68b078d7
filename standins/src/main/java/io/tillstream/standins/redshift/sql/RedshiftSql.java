package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Translates statements of Redshift to PostgreSQL, one small rule after the other. */
public final class RedshiftSql {
    private static final Set<String> COMMITTING = Set.of("truncate", "vacuum");
    private static final Set<String> TRANSACTION = Set.of("begin", "start", "commit", "end", "rollback", "abort");

    /** Refusals first, on the text as written; rules that change words; rules that rebuild whole statements. */
    private static final List<Rule> RULES = List.of(
            Refusals::objects,
            Commands::allowed,
            StatementRules::notEmulated,
            new ProcedureRule(),
            Refusals::grammar,
            Refusals::functions,
            Functions::refuseUnknown,
            Refusals::windowFrames,
            WordRules::lock,
            WordRules::foldQuotedNames,
            WordRules::escapeStrings,
            WordRules::sysdate,
            WordRules::dateUnits,
            WordRules::casts,
            WordRules::lateBinding,
            StatementRules::systemRelations,
            SelectRules::minus,
            SelectRules::approximate,
            SelectRules::top,
            SelectRules::nulls,
            SelectRules::qualify,
            new FunctionCalls(),
            new MergeRule(),
            new AccessRule(),
            new MaterializedViewRule(),
            new CreateTableRule(),
            new AlterTableRule(),
            StatementRules::vacuum,
            StatementRules::settings);

    private RedshiftSql() {}

    /**
     * Translates one statement.
     *
     * @param sql the statement as Redshift takes it; one semicolon at its end is allowed
     * @param inBatch whether it is one of several in one transaction
     * @return what to carry out
     * @throws RedshiftSqlException if Redshift refuses it, or the stand-in does not know it
     */
    public static Translation translate(String sql, boolean inBatch) {
        List<Token> tokens = Lexer.read(sql);
        while (!tokens.isEmpty() && tokens.get(tokens.size() - 1).is(";")) {
            tokens = tokens.subList(0, tokens.size() - 1);
        }
        if (tokens.isEmpty()) {
            throw new RedshiftSqlException("syntax error at end of input");
        }
        if (tokens.stream().anyMatch(t -> t.is(";"))) {
            throw new RedshiftSqlException("cannot insert multiple commands into a prepared statement");
        }
        Token first = tokens.get(0);
        if (first.is("copy")) {
            return CopyParser.parse(tokens);
        }
        if (inBatch && COMMITTING.contains(first.name())) {
            throw new RedshiftSqlException(first.text() + " would commit the batch's transaction");
        }
        if (TRANSACTION.contains(first.name())) {
            throw new RedshiftSqlException(first.text() + ": the Data API opens and ends the transaction itself");
        }
        List<Token> translated = tokens;
        for (Rule rule : RULES) {
            translated = rule.apply(translated);
        }
        return bind(translated, Writes.of(tokens));
    }

    /**
     * The values that a statement names as {@code :name}, outside literals and comments.
     *
     * @param sql the statement as Redshift takes it
     * @return the names, each once; none if the statement cannot even be split into words, which running it will report
     */
    public static Set<String> parameterNames(String sql) {
        try {
            return Lexer.read(sql).stream()
                    .filter(t -> t.kind() == Token.Kind.PARAMETER)
                    .map(t -> t.text().substring(1))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (RedshiftSqlException malformed) {
            return Set.of();
        }
    }

    private static Translation.Sql bind(List<Token> tokens, Optional<Translation.Write> write) {
        List<String> parameters = new ArrayList<>();
        List<Token> bound = new ArrayList<>();
        for (Token token : tokens) {
            if (token.kind() == Token.Kind.PARAMETER) {
                parameters.add(token.text().substring(1));
                bound.add(token.withText("?"));
            } else if (token.kind() != Token.Kind.BEFORE && token.kind() != Token.Kind.AFTER) {
                bound.add(token);
            }
        }
        return new Translation.Sql(
                Token.render(bound),
                List.copyOf(parameters),
                texts(tokens, Token.Kind.BEFORE),
                texts(tokens, Token.Kind.AFTER),
                write);
    }

    private static List<String> texts(List<Token> tokens, Token.Kind kind) {
        return tokens.stream()
                .filter(token -> token.kind() == kind)
                .map(Token::text)
                .toList();
    }
}
