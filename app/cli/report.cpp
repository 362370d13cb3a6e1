#include "app/cli/report.h"

#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cstdio>

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

Json statementJson(const Statement& statement)
{
    Json out{{"sql", statement.sql}, {"transactional", statement.transactional}};
    out["locks"] = Json::array();
    for (const Lock& lock : statement.locks)
        out["locks"].push_back({{"mode", lockModeName(lock.mode)}, {"relation", lock.relation.display()}});
    out["hazards"] = Json::array();
    for (const Hazard& hazard : statement.hazards)
        out["hazards"].push_back({{"rule", hazard.rule}, {"message", hazard.message}});
    out["scans"] = statement.scans;
    out["rewrites"] = statement.rewrites;
    out["losesData"] = statement.losesData;
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
        out += "To know before applying:\n" + hazards;
    for (const std::string& sentence : difference.irreversible)
        out += "  " + commentText(sentence) + "\n";
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
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string proofHeader(const Proof& proof)
{
    return "up, down, up on PostgreSQL " + proof.serverVersionText;
}

std::string proofText(const Proof& proof)
{
    std::string out;
    for (const std::string& step : proof.steps)
        out += "  " + step + "\n";
    for (const std::string& sentence : proof.rowReport)
        out += "  " + commentText(sentence) + "\n";
    return proof.proved ? out + "Proved: " + proofHeader(proof) + ".\n" : out;
}

std::string quoteJson(std::string_view text)
{
    return Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace schemawright::cli
