#include "app/cli/report.h"
#include "app/cli/schema_source.h"
#include "app/cli/verbs.h"

#include "diff/lint/rules.h"
#include "diff/plan/plan.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_lint.h"

namespace schemawright::cli {

namespace {

struct LintOptions {
    std::string what;
    std::string to;
    std::string base;
    PlanWishes plan;
    bool exitCode = false;
    bool rules = false;
};

/// A plan's statements with the facts that they claim, in the form of a script's.
std::vector<LintedStatement> statementsOf(const Plan& plan)
{
    std::vector<LintedStatement> out;
    for (const Batch& batch : plan.batches)
        for (const Statement& statement : batch.statements) {
            LintedStatement linted;
            linted.sql = statement.sql;
            linted.seen.locks = strongestLocks(statement.locks);
            linted.hazards = statement.hazards;
            out.push_back(std::move(linted));
        }
    return out;
}

Result<std::vector<LintedStatement>> lintPlan(Session& session, const std::string& from, const std::string& to,
                                              const PlanWishes& plan)
{
    auto schemas = readSchemas(session, from, to);
    if (!schemas)
        return std::unexpected(schemas.error());
    auto difference = differenceOf(session, schemas->first, schemas->second, plan);
    if (!difference)
        return std::unexpected(difference.error());
    return statementsOf(difference->up);
}

/// A script, or of a revision its up section, which starts from its parent.
Result<std::vector<LintedStatement>> lintFile(Session& session, const LintOptions& options)
{
    auto file = readSqlFile(options.what);
    if (!file)
        return std::unexpected(file.error());
    std::optional<Revision> revision;
    std::string base = options.base.empty() ? "empty" : options.base;
    if (file->text.starts_with("-- schemawright: revision ")) {
        auto parsed = parseRevision(*file);
        if (!parsed)
            return std::unexpected(parsed.error());
        revision = std::move(*parsed);
        if (options.base.empty())
            base = revision->parents.empty() ? "base" : revision->parents.front();
    }
    auto schema = readSchema(session, base);
    if (!schema)
        return std::unexpected(schema.error());
    auto scratch = session.scratch();
    if (!scratch)
        return std::unexpected(scratch.error());
    return revision ? lintRevision(**scratch, schema->catalog, *revision, session.task())
                    : lintScripts(**scratch, schema->catalog, {*file}, session.task());
}

Outcome lint(Session& session, const LintOptions& options)
{
    if (options.rules) {
        session.answer(rulesPage());
        return Done;
    }
    auto statements = options.what.empty() ? lintPlan(session, "head", "model", options.plan)
                      : options.to.empty() ? lintFile(session, options)
                                           : lintPlan(session, options.what, options.to, options.plan);
    if (!statements)
        return std::unexpected(statements.error());
    session.answer(session.common.json ? lintJson(*statements) : lintText(*statements));
    const bool found =
        std::ranges::any_of(*statements, [](const LintedStatement& each) { return !each.hazards.empty(); });
    return options.exitCode && found ? Different : Done;
}

} // namespace

void addLintVerb(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<LintOptions>();
    CLI::App* verb = addVerb<LintOptions>(
        app, job, "lint", "Reports the hazards of a script, by running it on the scratch server, or of a plan",
        "schemawright lint migration.sql --base postgresql://localhost/shop", options,
        [&session](const LintOptions& given) { return lint(session, given); });
    auto* what = verb->add_option(
        "FILE", options->what,
        "A script or a revision file; with TO, a schema as for diff. Default: the plan from the head to the model");
    verb->add_option("TO", options->to, "The schema to plan to, as for diff")->needs(what);
    verb->add_option("--base", options->base,
                     "The schema that the script starts from. Default: empty for a script, the parent for a revision");
    addPlanOptions(*verb, options->plan);
    verb->add_flag("--exit-code", options->exitCode, "Exits with 3 if there are findings");
    verb->add_flag("--rules", options->rules, "Prints the list of rules");
    addJsonOption(*verb, session);
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
