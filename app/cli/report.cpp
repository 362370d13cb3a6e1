#include "app/cli/report.h"

#include "diff/compare/compare.h"
#include "diff/difference/rename_suggest.h"
#include "diff/difference/rename_text.h"
#include "diff/lint/rules.h"
#include "diff/plan/plan.h"
#include "diff/prove/prove.h"
#include "diff/prove/routine_check.h"
#include "diff/workflow/rehearse.h"
#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <format>

namespace schemawright::cli {

namespace {

using Json = nlohmann::ordered_json;

std::string_view actionOf(const Change& change)
{
    return !change.before ? "add" : !change.after ? "drop" : change.renamedFrom ? "rename" : "alter";
}

char markOf(const Change& change)
{
    return !change.before ? '+' : !change.after ? '-' : change.renamedFrom ? '>' : '~';
}

Json keyJson(const ObjectKey& key)
{
    Json out{{"kind", kindName(key.kind)}};
    for (const auto& [name, value] :
         {std::pair{"schema", &key.schema}, {"parent", &key.parent}, {"name", &key.name}, {"args", &key.args}})
        if (!value->empty())
            out[name] = *value;
    return out;
}

LockMode strongest(const std::vector<Lock>& locks)
{
    LockMode mode = LockMode::None;
    for (const Lock& lock : locks)
        mode = std::max(mode, lock.mode);
    return mode;
}

Json locksJson(const std::vector<Lock>& locks)
{
    Json out = Json::array();
    for (const Lock& lock : locks)
        out.push_back({{"mode", lockModeName(lock.mode)},
                       {"relation", lock.relation.display()},
                       {"blocks", lockBlocks(lock.mode)}});
    return out;
}

bool isAbout(const Hazard& hazard, Concern concern)
{
    const LintRule* rule = findRule(hazard.rule);
    return rule && rule->concern == concern;
}

Json hazardJson(const Hazard& hazard)
{
    Json out{{"rule", hazard.rule}, {"message", hazard.message}};
    if (const LintRule* rule = findRule(hazard.rule)) {
        out["concern"] = concernName(rule->concern);
        out["instead"] = rule->instead;
    }
    return out;
}

Json keysJson(const std::vector<ObjectKey>& keys)
{
    Json out = Json::array();
    for (const ObjectKey& key : keys)
        out.push_back(key.display());
    return out;
}

Json seenJson(const Observation& seen)
{
    return {
        {"locks", locksJson(seen.locks)}, {"rewritten", keysJson(seen.rewritten)}, {"scanned", keysJson(seen.scanned)}};
}

Json statementJson(const Statement& statement)
{
    Json out{{"sql", statement.sql}, {"transactional", statement.transactional}};
    out["locks"] = locksJson(statement.locks);
    out["hazards"] = Json::array();
    for (const Hazard& hazard : statement.hazards)
        out["hazards"].push_back(hazardJson(hazard));
    out["blocks"] = lockBlocks(strongest(statement.locks));
    out["scans"] = statement.scans;
    out["rewrites"] = statement.rewrites;
    out["losesData"] = statement.losesData;
    out["breaksClients"] = std::ranges::any_of(statement.hazards, [](const Hazard& hazard) {
        return isAbout(hazard, Concern::BreaksClients) || hazard.rule == "drop-table" || hazard.rule == "drop-column" ||
               hazard.rule == "add-not-null";
    });
    if (statement.rows >= 0)
        out["rows"] = statement.rows;
    if (statement.bytes > 0)
        out["bytes"] = statement.bytes;
    return out;
}

Json planJson(const Plan& plan)
{
    Json out = Json::array();
    for (const Batch& batch : plan.batches) {
        Json item{{"transactional", batch.transactional}, {"statements", Json::array()}};
        for (const Statement& statement : batch.statements)
            item["statements"].push_back(statementJson(statement));
        out.push_back(std::move(item));
    }
    return out;
}

std::string firstLine(std::string_view sql)
{
    const std::string line(sql.substr(0, sql.find('\n')));
    return commentText(line.size() < sql.size() ? line + " ..." : line);
}

/// What a reviewer must know of the plan's statements; empty where there is nothing to say.
std::string hazardText(const Plan& plan)
{
    std::string out;
    for (const Batch& batch : plan.batches) {
        for (const Statement& statement : batch.statements) {
            std::string notes;
            for (const Hazard& hazard : statement.hazards)
                notes += "      " + hazard.rule + ": " + commentText(hazard.message) + "\n";
            if (!notes.empty())
                out += "  " + firstLine(statement.sql) + "\n" + notes;
        }
    }
    return out;
}

} // namespace

std::string counted(std::size_t count, std::string_view one, std::string_view several)
{
    return std::to_string(count) + " " + std::string(count == 1 ? one : several);
}

std::string secondsText(double seconds)
{
    std::array<char, 32> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%.2f s", seconds);
    return {buffer.data(), static_cast<std::size_t>(length)};
}

std::string summaryText(const Difference& difference, const std::string& from, const std::string& to)
{
    if (difference.empty())
        return "No differences between " + from + " and " + to + ".\n";
    std::string out = counted(difference.changes.size(), "change", "changes") + " from " + from + " to " + to + ":\n";
    for (const Change& change : difference.changes) {
        out += std::string("  ") + markOf(change) + " " + commentText(change.key.display());
        if (change.renamedFrom)
            out += " (was " + commentText(change.renamedFrom->display()) + ")";
        out += "\n";
        if (change.before && change.after)
            for (const std::string& detail : change.details)
                out += "      " + commentText(detail) + "\n";
    }
    if (const std::string hazards = hazardText(difference.up); !hazards.empty())
        out += "Hazards:\n" + hazards;
    for (const std::string& sentence : difference.irreversible)
        out += "  " + commentText(sentence) + "\n";
    for (const RenameSuggestion& suggestion : difference.suggestions)
        out += "  " + commentText(suggestion.rename.from.display()) + " may have been " +
               (suggestion.rename.newSchema.empty() ? "renamed" : "moved") + " (" + commentText(suggestion.reason) +
               "): --rename " + commentText(renameText(suggestion.rename)) + "\n";
    return out;
}

std::string differenceJson(const Difference& difference, const std::string& from, const std::string& to)
{
    Json out{{"from", from}, {"to", to}, {"different", !difference.empty()}};
    out["changes"] = Json::array();
    for (const Change& change : difference.changes) {
        Json item{{"action", actionOf(change)},
                  {"object", change.key.display()},
                  {"key", keyJson(change.key)},
                  {"details", change.details}};
        if (change.renamedFrom)
            item["renamedFrom"] = keyJson(*change.renamedFrom);
        out["changes"].push_back(std::move(item));
    }
    out["up"] = planJson(difference.up);
    out["down"] = planJson(difference.down);
    out["irreversible"] = difference.irreversible;
    out["suggestedRenames"] = Json::array();
    for (const RenameSuggestion& suggestion : difference.suggestions)
        out["suggestedRenames"].push_back({{"rename", renameText(suggestion.rename)},
                                           {"from", keyJson(suggestion.rename.from)},
                                           {"newName", suggestion.rename.newName},
                                           {"newSchema", suggestion.rename.newSchema},
                                           {"score", suggestion.score},
                                           {"reason", suggestion.reason}});
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string proofText(const Proof& proof)
{
    std::string out;
    for (const std::string& step : proof.steps)
        out += "  " + step + "\n";
    for (const std::string& sentence : proofNotes(proof))
        out += "  " + commentText(sentence) + "\n";
    return proof.proved ? out + "Proved: " + proofSummary(proof) + ".\n" : out;
}

std::string proofJson(const Proof& proof)
{
    Json out{{"proved", proof.proved},
             {"server", proof.serverVersionText},
             {"steps", proof.steps},
             {"failure", proof.failure},
             {"rowReport", proof.rowReport}};
    out["brokenBodies"] = Json::array();
    for (const RoutineFault& fault : proof.brokenBodies)
        out["brokenBodies"].push_back({{"function", keyJson(fault.function)},
                                       {"message", fault.message},
                                       {"line", fault.line},
                                       {"relation", fault.relation.name.empty() ? Json() : keyJson(fault.relation)}});
    out["rows"] = Json::array();
    for (const RowFate& fate : proof.rows)
        out["rows"].push_back({{"table", fate.table.display()},
                               {"rows", fate.rows},
                               {"afterUp", fate.rowsAfterUp},
                               {"afterDown", fate.rowsAfterDown},
                               {"columnsNotAfterUp", fate.notAfterUp},
                               {"columnsNotAsBeforeAfterDown", fate.notAfterDown},
                               {"takenAway", fate.removed},
                               {"problem", fate.problem}});
    for (const auto& [name, statements] : {std::pair{"up", &proof.up}, {"down", &proof.down}}) {
        out[name] = Json::array();
        for (const ProvedStatement& proved : *statements)
            out[name].push_back({{"claimed", proved.claims ? statementJson(proved.statement) : Json()},
                                 {"sql", proved.statement.sql},
                                 {"seen", seenJson(proved.seen)},
                                 {"disagreements", proved.claims ? disagreements(proved.statement, proved.seen)
                                                                 : std::vector<std::string>()}});
    }
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string lintText(const std::vector<LintedStatement>& statements)
{
    std::string out;
    std::size_t findings = 0;
    for (const LintedStatement& statement : statements) {
        if (statement.hazards.empty())
            continue;
        out += (statement.file.empty() ? std::string() : statement.file + ":" + std::to_string(statement.line) + ": ") +
               firstLine(statement.sql) + "\n";
        for (const Lock& lock : statement.seen.locks)
            out += "    locks " + commentText(lock.relation.display()) + " in " + std::string(lockModeName(lock.mode)) +
                   ", which blocks " + std::string(lockBlocks(lock.mode)) + "\n";
        for (const Hazard& hazard : statement.hazards) {
            ++findings;
            const LintRule* rule = findRule(hazard.rule);
            out += "    " + hazard.rule + (rule ? " (" + std::string(concernName(rule->concern)) + ")" : "") + ": " +
                   commentText(hazard.message) + "\n";
            if (rule && !rule->instead.empty())
                out += "        instead: " + std::string(rule->instead) + "\n";
        }
    }
    return out + (findings == 0 ? "No findings in " : counted(findings, "finding", "findings") + " in ") +
           counted(statements.size(), "statement", "statements") + ".\n";
}

std::string lintJson(const std::vector<LintedStatement>& statements)
{
    Json out = Json::array();
    for (const LintedStatement& statement : statements) {
        Json item{{"file", statement.file}, {"line", statement.line}, {"sql", statement.sql}, {"ran", statement.ran}};
        item.update(seenJson(statement.seen));
        item["hazards"] = Json::array();
        for (const Hazard& hazard : statement.hazards)
            item["hazards"].push_back(hazardJson(hazard));
        item["silenced"] = Json::array();
        for (const auto& [hazard, reason] : statement.silenced) {
            item["silenced"].push_back(hazardJson(hazard));
            item["silenced"].back()["reason"] = reason;
        }
        out.push_back(std::move(item));
    }
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

std::string milliseconds(double seconds)
{
    return std::format("{:.1f} ms", seconds * 1000);
}

std::string rehearsedText(const RehearsedStatement& statement)
{
    std::string out = std::format("{:>12}  {}\n", milliseconds(statement.seconds), firstLine(statement.sql));
    const std::string indent(14, ' ');
    for (const Lock& lock : statement.seen.locks) {
        const std::string_view blocks = lockBlocks(lock.mode);
        out += indent + "locks " + commentText(lock.relation.display()) + " in " +
               std::string(lockModeName(lock.mode)) +
               (blocks.empty()
                    ? std::string()
                    : ", which blocks " + std::string(blocks) + " for " + milliseconds(statement.blockedSeconds)) +
               "\n";
    }
    for (const ObjectKey& key : statement.seen.rewritten)
        out += indent + "rewrites " + commentText(key.display()) + "\n";
    for (const ObjectKey& key : statement.seen.scanned)
        out += indent + "reads every row of " + commentText(key.display()) + "\n";
    for (const Hazard& hazard : statement.hazards)
        out += indent + hazard.rule + ": " + commentText(hazard.message) + "\n";
    return out;
}

/// The longest time for which one lock blocks reads or writes.
double longestBlock(const Rehearsal& rehearsal)
{
    double longest = 0;
    for (const RehearsedStatement& statement : rehearsal.statements)
        if (strongest(statement.seen.locks) >= LockMode::Share)
            longest = std::max(longest, statement.blockedSeconds);
    return longest;
}

double totalSeconds(const Rehearsal& rehearsal)
{
    double total = 0;
    for (const RehearsedStatement& statement : rehearsal.statements)
        total += statement.seconds;
    return total;
}

} // namespace

std::string rehearsalText(const Rehearsal& rehearsal, const std::map<std::string, std::string>& titles)
{
    std::string out;
    for (const RehearsedStatement& statement : rehearsal.statements) {
        if (statement.number == 1) {
            const auto title = titles.find(statement.revision);
            out += (title == titles.end() ? statement.revision : title->second) + "\n";
        }
        out += rehearsedText(statement);
    }
    out += counted(rehearsal.statements.size(), "statement", "statements") + " in " +
           milliseconds(totalSeconds(rehearsal)) + " on a copy with " +
           counted(static_cast<std::size_t>(rehearsal.rows), "row", "rows") + " on PostgreSQL " +
           rehearsal.serverVersion + "; ";
    const double longest = longestBlock(rehearsal);
    return out +
           (longest > 0 ? "reads or writes would be blocked for up to " + milliseconds(longest)
                        : std::string("neither reads nor writes would be blocked")) +
           ".\n";
}

std::string rehearsalJson(const Rehearsal& rehearsal)
{
    Json out{{"server", rehearsal.serverVersion},
             {"rows", rehearsal.rows},
             {"backupBytes", rehearsal.bytes},
             {"copySeconds", rehearsal.copySeconds},
             {"notCompared", rehearsal.notCompared},
             {"milliseconds", totalSeconds(rehearsal) * 1000},
             {"longestBlockMilliseconds", longestBlock(rehearsal) * 1000},
             {"statements", Json::array()}};
    for (const RehearsedStatement& statement : rehearsal.statements) {
        Json item{{"revision", statement.revision},
                  {"number", statement.number},
                  {"sql", statement.sql},
                  {"transactional", statement.transactional},
                  {"milliseconds", statement.seconds * 1000},
                  {"blockedMilliseconds", statement.blockedSeconds * 1000}};
        item.update(seenJson(statement.seen));
        item["hazards"] = Json::array();
        for (const Hazard& hazard : statement.hazards)
            item["hazards"].push_back(hazardJson(hazard));
        out["statements"].push_back(std::move(item));
    }
    out["failure"] = rehearsal.failure ? Json(rehearsal.failure->message) : Json();
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace schemawright::cli
