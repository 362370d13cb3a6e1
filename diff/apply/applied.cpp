#include "diff/apply/applied.h"

#include "diff/revision/revision_file.h"
#include "model/project.h"
#include "model/sql.h"

#include <algorithm>

namespace schemawright {

namespace {

/// The line of the file at which the statement stands; 0 if it is not found.
std::size_t lineOfStatement(const Revision& revision, const std::string& sql)
{
    const auto file = readSqlFile(revision.path);
    const std::size_t at = file ? file->text.find(sql) : std::string::npos;
    return at == std::string::npos
               ? 0
               : 1 + static_cast<std::size_t>(
                         std::count(file->text.begin(), file->text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

std::string shortened(std::string_view sql)
{
    static constexpr std::size_t longest = 60;
    const std::string line = commentText(sql.substr(0, longest));
    return sql.size() > longest ? line + "..." : line;
}

/// What differs in one section: the statements of the file that were not applied as they are, and how many that were applied it does not have.
class SectionEdit {
public:
    SectionEdit(const Revision& revision, bool up, const std::vector<std::string>& applied) : m_revision(revision)
    {
        const std::string name = up ? "up" : "down";
        std::vector<std::string> own;
        std::vector<const Statement*> statements;
        for (const Batch& batch : up ? revision.up : revision.down)
            for (const Statement& statement : batch.statements)
                statements.push_back(&statement);
        for (const std::string& hash : statementHashes(revision))
            if (hash.starts_with(name + " "))
                own.push_back(hash);
        std::vector<std::string> gone;
        for (const std::string& hash : applied)
            if (hash.starts_with(name + " ") && std::ranges::find(own, hash) == own.end())
                gone.push_back(hash);
        for (std::size_t i = 0; i < own.size() && i < statements.size(); ++i)
            if (std::ranges::find(applied, own[i]) == applied.end())
                addNew(name, i, *statements[i]);
        if (!gone.empty())
            m_sentences.push_back(std::to_string(gone.size()) +
                                  (gone.size() == 1 ? " statement of " : " statements of ") + name +
                                  " that had been applied " + (gone.size() == 1 ? "is" : "are") + " not in the file");
    }
    [[nodiscard]] const std::vector<std::string>& sentences() const { return m_sentences; }

private:
    void addNew(const std::string& name, std::size_t index, const Statement& statement)
    {
        const std::size_t line = lineOfStatement(m_revision, statement.sql);
        m_sentences.push_back("statement " + std::to_string(index + 1) + " of " + name +
                              (line > 0 ? " (line " + std::to_string(line) + ")" : "") +
                              " is not what was applied: " + shortened(statement.sql));
    }

    const Revision& m_revision;
    std::vector<std::string> m_sentences;
};

std::string whatDiffers(const Revision& revision, const Tracking::Row& row)
{
    std::vector<std::string> sentences;
    if (row.statements)
        for (const bool up : {true, false}) {
            const SectionEdit edit(revision, up, *row.statements);
            sentences.insert(sentences.end(), edit.sentences().begin(), edit.sentences().end());
        }
    if (!sentences.empty())
        return join(sentences, "; ");
    return row.statements ? "the order of its statements or their transactions differ from what was applied"
                          : "its statements are not those that were applied at " + row.applied;
}

bool hasNewDown(const Revision& revision, const Tracking::Row& row)
{
    if (!row.statements || !checksumMatches(revision))
        return false;
    const auto upOf = [](std::vector<std::string> hashes) {
        std::erase_if(hashes, [](const std::string& hash) { return !hash.starts_with("up "); });
        return hashes;
    };
    return upOf(statementHashes(revision)) == upOf(*row.statements);
}

/// Those that precede an applied revision in the files and have no row, although what they follow has one: a stamp of an older version wrote rows of the
/// heads only, so that older revisions without a row may be applied.
std::vector<std::string> lateOnes(const RevisionGraph& graph, const RevisionIds& closure, const Tracking& tracking)
{
    RevisionIds rows;
    for (const Tracking::Row& row : tracking.rows)
        rows.insert(row.id);
    RevisionIds known = rows; // applied, or late
    // What started a branch of its own has nothing before it. A table of this version has a row of everything that is applied.
    const bool complete =
        std::ranges::all_of(tracking.rows, [](const Tracking::Row& row) { return row.parents.has_value(); });
    std::vector<std::string> late;
    for (const Revision& revision : graph.revisions()) {
        if (!closure.contains(revision.id) || rows.contains(revision.id))
            continue;
        const bool follows =
            std::ranges::any_of(revision.parents, [&](const std::string& parent) { return known.contains(parent); });
        if (!follows && !complete)
            continue;
        known.insert(revision.id);
        late.push_back(revision.id);
    }
    return late;
}

} // namespace

AppliedRevisions appliedOf(const std::vector<Revision>& revisions, const Tracking& tracking)
{
    const RevisionGraph graph(revisions);
    AppliedRevisions applied;
    applied.ids = graph.ancestors(tracking.heads);
    for (const Tracking::Row& row : tracking.rows) {
        const Revision* revision = graph.find(row.id);
        if (!revision)
            applied.missing.push_back(row.id);
        else if (!row.checksum.empty() && row.checksum != revisionChecksum(*revision))
            applied.edited.push_back({row.id, whatDiffers(*revision, row), hasNewDown(*revision, row)});
    }
    if (!tracking.rows.empty())
        applied.late = lateOnes(graph, applied.ids, tracking);
    for (const std::string& id : applied.late)
        applied.ids.erase(id);
    return applied;
}

Result<void> requireIntact(const std::vector<Revision>& revisions, const AppliedRevisions& applied,
                           const AcceptedFaults& accepted)
{
    const RevisionGraph graph(revisions);
    if (!applied.missing.empty())
        return fail(
            ErrorCode::NotFound,
            "the database has revision " + join(applied.missing, ", ") + " applied, of which this project has no file",
            "check whether the project's checkout is out of date; restore the file from version control, or run "
            "schemawright stamp with the revision that the database has; nothing was changed");
    const auto wrong = std::ranges::find(applied.edited, false, &AppliedRevisions::Edited::isAllowed);
    if (wrong != applied.edited.end() && !accepted.edited) {
        const AppliedRevisions::Edited& edited = *wrong;
        const Revision& revision = *graph.find(edited.id);
        const auto others = std::ranges::count(applied.edited, false, &AppliedRevisions::Edited::isAllowed) - 1;
        return fail(
            ErrorCode::Conflict,
            revision.path.string() + " was edited after it had been applied: " + edited.what +
                (others == 0 ? "" : " (and " + std::to_string(others) + " more edited)"),
            "restore the file and put the change into a new revision; if the database already has what the file "
            "says, record that with schemawright stamp; or use --accept-edited; nothing was changed");
    }
    if (!applied.late.empty() && !accepted.late)
        return fail(
            ErrorCode::Conflict,
            "revision " + graph.named(applied.late) + (applied.late.size() == 1 ? " was" : " were") +
                " never applied to this database, although a revision that is applied follows now: it was merged late",
            "use --apply-late to apply it now, or schemawright stamp if the database has it; nothing was "
            "changed");
    return {};
}

Result<std::vector<std::string>> unmanagedRelations(Connection& connection)
{
    const auto rows = connection.query(
        "SELECT c.oid::pg_catalog.regclass::text FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = "
        "c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND n.nspname <> "
        "'information_schema' AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = "
        "'pg_catalog.pg_class'::pg_catalog.regclass AND d.objid = c.oid AND d.deptype = 'e') ORDER BY 1 LIMIT 3");
    if (!rows)
        return std::unexpected(rows.error());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < rows->size(); ++i)
        names.push_back(rows->text(i, 0));
    return names;
}

} // namespace schemawright
