#include "diff/plan/timeouts.h"

#include <algorithm>

namespace schemawright {

namespace {

Statement setting(std::string sql, bool transactional)
{
    Statement statement;
    statement.sql = std::move(sql);
    statement.transactional = transactional;
    statement.withNext = !transactional;
    return statement;
}

} // namespace

void addTimeouts(Plan& plan)
{
    for (Batch& batch : plan.batches) {
        std::vector<Statement> settings;
        if (batch.transactional) {
            const bool takesTime = std::ranges::any_of(
                batch.statements, [](const Statement& statement) { return statement.scans || statement.rewrites; });
            settings.push_back(setting("SET LOCAL lock_timeout = '5s'", true));
            settings.push_back(
                setting(takesTime ? "SET LOCAL statement_timeout = 0" : "SET LOCAL statement_timeout = '1min'", true));
        } else {
            // It waits for transactions that are older than itself, which holds up nobody.
            settings.push_back(setting("SET lock_timeout = 0", false));
            settings.push_back(setting("SET statement_timeout = 0", false));
        }
        batch.statements.insert(batch.statements.begin(), std::make_move_iterator(settings.begin()),
                                std::make_move_iterator(settings.end()));
    }
}

} // namespace schemawright
