#include "app/cli/ci_report.h"
#include "app/cli/report.h"
#include "app/cli/schema_source.h"
#include "app/cli/verbs.h"

#include "diff/lint/rules.h"
#include "diff/revision/revision_chain.h"
#include "diff/revision/revision_file.h"
#include "diff/revision/revision_lint.h"
#include "diff/revision/revision_replay.h"
#include "diff/revision/revision_target.h"

#include <algorithm>
#include <chrono>
#include <format>

namespace schemawright::cli {

namespace {

struct CiOptions {
    std::string since;
    std::vector<std::string> tables;
    std::string junit;
    std::string sarif;
};

/// A finding's file and line are those of the revision, unless the error names its own.
CiFinding findingOf(const Error& error, std::string rule)
{
    const std::string hint = error.hint.empty() ? "" : " (" + error.hint + ")";
    return {.rule = std::move(rule), .message = error.message + hint, .file = error.file, .line = error.line};
}

std::string sentenceOf(const Hazard& hazard)
{
    const LintRule* rule = findRule(hazard.rule);
    return rule ? hazard.message + ". " + std::string(rule->what) : hazard.message;
}

/// The checks of one database, in order: what a later one needs of an earlier one that failed, it is skipped for.
class DatabaseChecks {
public:
    DatabaseChecks(Session& session, const DatabaseConfig& database, const CiOptions& options)
        : m_session(session), m_database(database), m_options(options)
    {
    }

    /// Errors: only what ends the run as a whole (a cancel, no scratch server).
    Result<std::vector<CiCheck>> run()
    {
        check("history", [this](CiCheck& out) { return history(out); });
        const bool readable = !m_error && !m_checks.back().failed();
        const std::string unreadable = readable ? "" : "the history is no way to one head";
        check("edited files", [this](CiCheck& out) { return editedFiles(out); }, unreadable);
        if (readable)
            for (const Revision& revision : m_revisions)
                if (!m_done.contains(revision.id)) {
                    check("proof of " + revision.id, [&](CiCheck& out) { return proof(revision, out); });
                    check("lint of " + revision.id, [&](CiCheck& out) { return lint(revision, out); });
                }
        check("model", [this](CiCheck& out) { return model(out); }, unreadable);
        if (!m_options.tables.empty())
            check("expected tables", [this](CiCheck& out) { return expectedTables(out); }, unreadable);
        if (m_error)
            return std::unexpected(*m_error);
        return std::move(m_checks);
    }

private:
    using Run = std::function<Result<void>(CiCheck&)>;

    void check(std::string name, const Run& run, const std::string& skippedBecause = {})
    {
        if (m_error)
            return;
        CiCheck made{.database = m_database.name, .name = std::move(name), .skippedBecause = skippedBecause};
        const auto start = std::chrono::steady_clock::now();
        if (skippedBecause.empty()) {
            m_session.say(m_database.name + ": " + made.name);
            if (auto done = run(made); !done)
                m_error = done.error();
        }
        made.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        m_checks.push_back(std::move(made));
    }

    Result<void> history(CiCheck& out)
    {
        auto revisions = readRevisions(m_database);
        if (!revisions) {
            out.findings.push_back(findingOf(revisions.error(), "history"));
            return {};
        }
        m_revisions = std::move(*revisions);
        out.result = counted(m_revisions.size(), "revision", "revisions");
        auto head = headOf(m_revisions);
        if (!head) {
            out.findings.push_back(findingOf(head.error(), "history"));
            return {};
        }
        m_head = std::move(*head);
        if (m_options.since.empty())
            return {};
        const auto since = resolveTargets(m_revisions, m_options.since, {});
        if (!since)
            return std::unexpected(since.error());
        m_done = RevisionGraph(m_revisions).ancestors(since->ids);
        out.result += std::format(", {} after {}", m_revisions.size() - m_done.size(), since->text());
        return {};
    }

    Result<void> editedFiles(CiCheck& out)
    {
        for (const Revision& revision : m_revisions)
            if (!checksumMatches(revision))
                out.findings.push_back({.rule = "edited-revision",
                                        .message = "the revision was edited after it was written or proved; run: "
                                                   "schemawright prove " +
                                                   revision.id,
                                        .file = revision.path});
        out.result = "none";
        return {};
    }

    Result<void> proof(const Revision& revision, CiCheck& out)
    {
        auto scratch = m_session.scratch();
        if (!scratch)
            return std::unexpected(scratch.error());
        auto proof = proveRevision(**scratch, m_revisions, revision.id, m_session.task());
        if (!proof) {
            if (proof.error().code == ErrorCode::Cancelled)
                return std::unexpected(proof.error());
            out.findings.push_back(findingOf(proof.error(), "proof"));
            if (out.findings.back().file.empty())
                out.findings.back().file = revision.path;
            return {};
        }
        if (!proof->proved)
            out.findings.push_back({.rule = "proof", .message = proof->failure, .file = revision.path});
        out.result = "up, down, up on PostgreSQL " + proof->serverVersionText;
        return {};
    }

    Result<void> lint(const Revision& revision, CiCheck& out)
    {
        auto scratch = m_session.scratch();
        if (!scratch)
            return std::unexpected(scratch.error());
        auto base = replayOnly([&] { return m_session.scratch(); }, m_revisions,
                               RevisionGraph(m_revisions).ancestors(revision.parents), m_session.scope(m_database),
                               m_session.task(), m_session.scratchWanted());
        if (!base)
            return std::unexpected(base.error());
        auto statements = lintRevision(**scratch, *base, revision, m_session.task());
        if (!statements) {
            if (statements.error().code == ErrorCode::Cancelled)
                return std::unexpected(statements.error());
            out.findings.push_back(findingOf(statements.error(), "lint"));
            return {};
        }
        std::size_t silenced = 0;
        for (const LintedStatement& statement : *statements) {
            silenced += statement.silenced.size();
            for (const Hazard& hazard : statement.hazards)
                out.findings.push_back({.rule = hazard.rule,
                                        .message = sentenceOf(hazard),
                                        .file = revision.path,
                                        .line = statement.line,
                                        .isError = false});
        }
        out.result = counted(statements->size(), "statement", "statements");
        if (silenced > 0)
            out.result += ", " + counted(silenced, "finding", "findings") + " silenced";
        return {};
    }

    Result<void> model(CiCheck& out)
    {
        auto head = this->head();
        if (!head)
            return std::unexpected(head.error());
        auto model = readModel(m_session, m_database);
        if (!model) {
            if (model.error().code == ErrorCode::Cancelled)
                return std::unexpected(model.error());
            out.findings.push_back(findingOf(model.error(), "model-differs"));
            return {};
        }
        auto difference = differenceOf(m_session, *head, *model);
        if (!difference)
            return std::unexpected(difference.error());
        for (const Change& change : difference->changes) {
            const std::string_view what = !change.before  ? " is in the model, but no revision creates it"
                                          : !change.after ? " is not in the model, but no revision drops it"
                                                          : " differs between the head and the model";
            std::string message = change.key.display() + std::string(what);
            for (const std::string& detail : change.details)
                message += "\n  " + detail;
            out.findings.push_back({.rule = "model-differs", .message = std::move(message)});
        }
        out.result = "the head equals the model";
        return {};
    }

    Result<void> expectedTables(CiCheck& out)
    {
        auto head = this->head();
        if (!head)
            return std::unexpected(head.error());
        for (const std::string& table : m_options.tables) {
            const bool isThere = std::ranges::any_of(head->catalog, [&](const Catalog::Entry& entry) {
                return entry.key->kind == Kind::Table && (entry.key->schema + "." + entry.key->name == table ||
                                                          (entry.key->schema == "public" && entry.key->name == table));
            });
            if (!isThere)
                out.findings.push_back({.rule = "missing-table", .message = "the head has no table " + table});
        }
        out.result = counted(m_options.tables.size(), "table", "tables");
        return {};
    }

    Result<SchemaSource> head() { return readRevision(m_session, m_database, m_head); }

    Session& m_session;
    const DatabaseConfig& m_database;
    const CiOptions& m_options;
    std::vector<Revision> m_revisions;
    std::string m_head;
    RevisionIds m_done; ///< up to --since
    std::vector<CiCheck> m_checks;
    std::optional<Error> m_error;
};

Result<void> write(const std::string& path, const std::string& text)
{
    return path.empty() ? Result<void>() : writeFileAtomically(path, text);
}

Outcome ci(Session& session, const CiOptions& options)
{
    auto project = session.project();
    if (!project)
        return std::unexpected(project.error());
    auto databases = session.databases();
    if (!databases)
        return std::unexpected(databases.error());
    std::vector<CiCheck> checks;
    for (const DatabaseConfig& database : *databases) {
        auto made = DatabaseChecks(session, database, options).run();
        if (!made)
            return std::unexpected(made.error());
        std::ranges::move(*made, std::back_inserter(checks));
    }
    session.answer(session.common.json ? ciJson(checks, project->root) : ciText(checks, project->root));
    for (const auto& [path, text] : {std::pair{options.junit, ciJUnit(checks, project->root)},
                                     std::pair{options.sarif, ciSarif(checks, project->root)}})
        if (auto written = write(path, text); !written)
            return std::unexpected(written.error());
    return std::ranges::any_of(checks, &CiCheck::failed) ? Failed : Done;
}

} // namespace

void addCiVerb(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<CiOptions>();
    CLI::App* verb = addVerb<CiOptions>(
        app, job, "ci",
        "Checks a project in a pipeline: one head, no edited files, each revision proved up, down and up and linted, "
        "and the head equal to the model",
        "schemawright ci --since 0041 --junit schema.xml --sarif schema.sarif", options,
        [&session](const CiOptions& given) { return ci(session, given); });
    verb->add_option("--since", options->since, "Proves and lints only the revisions after this one");
    verb->add_option("--expect-table", options->tables, "A table that the head must have: SCHEMA.TABLE (repeatable)")
        ->allow_extra_args(false);
    verb->add_option("--junit", options->junit, "Writes the result to this file as JUnit XML");
    verb->add_option("--sarif", options->sarif, "Writes the findings to this file as SARIF");
    addJsonOption(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
