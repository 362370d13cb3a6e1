// Scripts: what is psql's is made blank, and PostgreSQL's parser splits the rest.

#include "diff/script/script.h"
#include "diff/script/script_lexer.h"
#include "tests/fuzz/fuzz.h"

using namespace schemawright;

FUZZ_TARGET(input)
{
    const SourceFile file{"script.sql", std::string(input)};
    const auto masked = maskScript(file);
    if (masked) {
        test::hold(masked->text.size() == input.size(), "every byte stays where it was");
        for (std::size_t i = 0; i < input.size(); ++i)
            test::hold(masked->text[i] == input[i] || (masked->text[i] == ' ' && input[i] != '\n'),
                       "only blanks are put in");
        std::size_t end = 0;
        for (const CommentToken& comment : masked->comments) {
            test::hold(comment.begin >= end && comment.length >= 2, "comments are in order");
            end = comment.begin + comment.length;
        }
        test::hold(end <= input.size(), "comments end within the text");
    }
    const auto statements = splitScript(file);
    test::hold(masked || !statements, "what cannot be read cannot be split");
    std::size_t end = 0;
    for (const ScriptStatement& statement : statements ? *statements : std::vector<ScriptStatement>()) {
        test::hold(statement.begin >= end && statement.end > statement.begin, "statements are in order");
        test::hold(statement.line == lineOf(input, statement.begin), "the line is that of the first token");
        end = statement.end;
    }
    test::hold(end <= input.size(), "statements end within the text");
}
