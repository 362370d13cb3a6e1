#include "diff/apply/revision_script.h"

#include "diff/apply/tracking.h"
#include "diff/plan/plan.h"
#include "model/sql.h"

namespace schemawright {

namespace {

std::string startOf(const RevisionStep& step)
{
    if (!step.up)
        return step.revision.id;
    return step.revision.parents.empty() ? std::string() : step.revision.parents.front();
}

/// One revision: its batches, each with the transaction that it has when it is applied directly.
std::string stepScript(const RevisionStep& step)
{
    const std::vector<Batch>& batches = step.up ? step.revision.up : step.revision.down;
    std::string out = "\n-- " + std::string(step.up ? "up to " : "down from ") + step.revision.title() + "\n";
    if (batches.empty())
        return out + "BEGIN;\n" + guardSql(startOf(step)) + ";\n" + finishStepSql(step) + ";\nCOMMIT;\n";
    for (std::size_t i = 0; i < batches.size(); ++i) {
        const std::string after = i + 1 < batches.size() ? pendingStepSql(step, i + 1) : finishStepSql(step);
        if (batches[i].transactional)
            out += "BEGIN;\n";
        if (i == 0 && batches[i].transactional)
            out += guardSql(startOf(step)) + ";\n";
        else if (i == 0)
            out += "BEGIN;\n" + guardSql(startOf(step)) + ";\nCOMMIT;\n";
        if (!batches[i].transactional)
            out += pendingStepSql(step, i) + ";\n";
        for (const Statement& statement : batches[i].statements)
            out += statement.sql + ";\n";
        if (!batches[i].transactional)
            out += "BEGIN;\n";
        out += after + ";\nCOMMIT;\n";
    }
    return out;
}

} // namespace

std::string stepsScript(const std::vector<RevisionStep>& steps)
{
    if (steps.empty())
        return "-- Schemawright: nothing to do\n";
    std::string out = "-- Schemawright: " + std::string(steps.front().up ? "upgrade" : "downgrade") + ", " +
                      std::to_string(steps.size()) + (steps.size() == 1 ? " revision\n" : " revisions\n");
    out += "-- Run it with: psql -X -v ON_ERROR_STOP=1 -f FILE\n\n";
    out += "SET check_function_bodies = off;\n"; // bodies of functions may name objects that come later
    out += "BEGIN;\n" + createTrackingSql() + ";\nCOMMIT;\n";
    for (const RevisionStep& step : steps)
        out += stepScript(step);
    return out;
}

} // namespace schemawright
